/** Parts of a Pod's spec: name of the Go struct, then its fields in order, as go-struct.ts reads them. Facts of pkg/apis/core/types.go (v1.36). */
export const STRUCTS: Readonly<Record<string, string>> = {
  PodSpec: `Volumes:[]Volume InitContainers:[]Container Containers:[]Container EphemeralContainers?
    RestartPolicy TerminationGracePeriodSeconds? ActiveDeadlineSeconds? DNSPolicy NodeSelector? ServiceAccountName
    AutomountServiceAccountToken? NodeName SecurityContext:*PodSecurityContext ImagePullSecrets:[]LocalObjectReference
    Hostname Subdomain SetHostnameAsFQDN? Affinity:*Affinity SchedulerName Tolerations:[]Toleration
    HostAliases:[]HostAlias PriorityClassName Priority? PreemptionPolicy? DNSConfig:*PodDNSConfig
    ReadinessGates:[]PodReadinessGate RuntimeClassName? Overhead? EnableServiceLinks?
    TopologySpreadConstraints:[]TopologySpreadConstraint OS:*PodOS SchedulingGates:[]PodSchedulingGate
    ResourceClaims:[]PodResourceClaim Resources:*ResourceRequirements HostnameOverride?
    SchedulingGroup:*PodSchedulingGroup`,
  PodSecurityContext: `HostNetwork! HostPID! HostIPC! ShareProcessNamespace? HostUsers? SELinuxOptions:*SELinuxOptions
    WindowsOptions:*WindowsOptions RunAsUser? RunAsGroup? RunAsNonRoot? SupplementalGroups? SupplementalGroupsPolicy?
    FSGroup? FSGroupChangePolicy? Sysctls:[]Sysctl SeccompProfile:*Profile AppArmorProfile:*Profile
    SELinuxChangePolicy?`,
  SELinuxOptions: 'User Role Type Level',
  WindowsOptions: 'GMSACredentialSpecName? GMSACredentialSpec? RunAsUserName? HostProcess?',
  Profile: 'Type LocalhostProfile?',
  Sysctl: 'Name Value',
  LocalObjectReference: 'Name',
  PodOS: 'Name',
  PodSchedulingGate: 'Name',
  PodSchedulingGroup: 'PodGroupName?',
  PodReadinessGate: 'ConditionType',
  PodResourceClaim: 'Name ResourceClaimName? ResourceClaimTemplateName?',
  HostAlias: 'IP Hostnames?',
  Toleration: 'Key Operator Value Effect TolerationSeconds?',
  PodDNSConfig: 'Nameservers? Searches? Options:[]PodDNSConfigOption',
  PodDNSConfigOption: 'Name Value?',
  TopologySpreadConstraint: `MaxSkew# TopologyKey WhenUnsatisfiable LabelSelector:*LabelSelector MinDomains?
    NodeAffinityPolicy? NodeTaintsPolicy? MatchLabelKeys?`,
  LabelSelector: 'matchLabels~ matchExpressions~:[]LabelSelectorRequirement',
  LabelSelectorRequirement: 'key operator values~',
  Affinity: 'NodeAffinity:*NodeAffinity PodAffinity:*PodAffinity PodAntiAffinity:*PodAffinity',
  NodeAffinity: `RequiredDuringSchedulingIgnoredDuringExecution:*NodeSelector
    PreferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm`,
  NodeSelector: 'NodeSelectorTerms:[]NodeSelectorTerm',
  NodeSelectorTerm: 'MatchExpressions:[]NodeSelectorRequirement MatchFields:[]NodeSelectorRequirement',
  NodeSelectorRequirement: 'Key Operator Values?',
  PreferredSchedulingTerm: 'Weight# Preference:NodeSelectorTerm',
  PodAffinity: `RequiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
    PreferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm`,
  PodAffinityTerm: `LabelSelector:*LabelSelector Namespaces? TopologyKey NamespaceSelector:*LabelSelector MatchLabelKeys?
    MismatchLabelKeys?`,
  WeightedPodAffinityTerm: 'Weight# PodAffinityTerm:PodAffinityTerm',

  Container: `Name Image Command? Args? WorkingDir Ports:[]ContainerPort EnvFrom:[]EnvFromSource Env:[]EnvVar
    Resources:ResourceRequirements ResizePolicy:[]ContainerResizePolicy RestartPolicy?
    RestartPolicyRules:[]ContainerRestartRule VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice
    LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath
    TerminationMessagePolicy ImagePullPolicy SecurityContext:*SecurityContext Stdin! StdinOnce! TTY!`,
  ContainerPort: 'Name HostPort# ContainerPort# Protocol HostIP',
  EnvFromSource: 'Prefix ConfigMapRef:*OptionalReference SecretRef:*OptionalReference',
  OptionalReference: 'Name Optional?',
  EnvVar: 'Name Value ValueFrom:*EnvVarSource',
  EnvVarSource: `FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector ConfigMapKeyRef:*KeySelector
    SecretKeyRef:*KeySelector FileKeyRef:*FileKeySelector`,
  ObjectFieldSelector: 'APIVersion FieldPath',
  ResourceFieldSelector: 'ContainerName Resource Divisor$',
  KeySelector: 'Name Key Optional?',
  FileKeySelector: 'VolumeName Path Key Optional?',
  ResourceRequirements: 'Limits? Requests? Claims:[]ResourceClaim',
  ResourceClaim: 'Name Request',
  ContainerResizePolicy: 'ResourceName RestartPolicy',
  ContainerRestartRule: 'Action ExitCodes:*ExitCodes',
  ExitCodes: 'Operator Values?',
  VolumeMount: 'Name ReadOnly! RecursiveReadOnly? MountPath SubPath MountPropagation? SubPathExpr',
  VolumeDevice: 'Name DevicePath',
  Probe: `+Handler InitialDelaySeconds# TimeoutSeconds# PeriodSeconds# SuccessThreshold# FailureThreshold#
    TerminationGracePeriodSeconds?`,
  Handler: 'Exec:*ExecAction HTTPGet:*HTTPGetAction TCPSocket:*TCPSocketAction GRPC:*GRPCAction',
  ExecAction: 'Command?',
  HTTPGetAction: 'Path Port# Host Scheme HTTPHeaders:[]HTTPHeader',
  HTTPHeader: 'Name Value',
  TCPSocketAction: 'Port# Host',
  GRPCAction: 'Port# Service?',
  Lifecycle: 'PostStart:*LifecycleHandler PreStop:*LifecycleHandler StopSignal?',
  LifecycleHandler: 'Exec:*ExecAction HTTPGet:*HTTPGetAction TCPSocket:*TCPSocketAction Sleep:*SleepAction',
  SleepAction: 'Seconds#',
  SecurityContext: `Capabilities:*Capabilities Privileged? SELinuxOptions:*SELinuxOptions WindowsOptions:*WindowsOptions
    RunAsUser? RunAsGroup? RunAsNonRoot? ReadOnlyRootFilesystem? AllowPrivilegeEscalation? ProcMount?
    SeccompProfile:*Profile AppArmorProfile:*Profile`,
  Capabilities: 'Add? Drop?',

  Volume: `Name HostPath:*HostPath EmptyDir:*EmptyDir GCEPersistentDisk:*GCEDisk AWSElasticBlockStore:*AWSDisk
    GitRepo:*GitRepo Secret:*SecretVolume NFS:*NFS ISCSI:*ISCSI Glusterfs:*Glusterfs PersistentVolumeClaim:*Claim RBD:*RBD
    Quobyte:*Quobyte FlexVolume:*FlexVolume Cinder:*Cinder CephFS=cephfs:*CephFS Flocker:*Flocker
    DownwardAPI:*DownwardAPI FC:*FC AzureFile:*AzureFile ConfigMap:*ConfigMapVolume VsphereVolume:*VsphereVolume
    AzureDisk:*AzureDisk PhotonPersistentDisk:*PhotonDisk Projected:*Projected PortworxVolume:*Portworx
    ScaleIO:*ScaleIO StorageOS=storageos:*StorageOS CSI:*CSI Ephemeral:*Ephemeral Image:*Image`,
  HostPath: 'Path Type?',
  EmptyDir: 'Medium SizeLimit?',
  GCEDisk: 'PDName FSType Partition# ReadOnly!',
  AWSDisk: 'VolumeID FSType Partition# ReadOnly!',
  GitRepo: 'Repository Revision Directory',
  SecretVolume: 'SecretName Items:[]KeyToPath DefaultMode? Optional?',
  KeyToPath: 'Key Path Mode?',
  NFS: 'Server Path ReadOnly!',
  ISCSI: `TargetPortal IQN Lun# ISCSIInterface FSType ReadOnly! Portals? DiscoveryCHAPAuth=chapAuthDiscovery!
    SessionCHAPAuth=chapAuthSession! SecretRef:*LocalObjectReference InitiatorName?`,
  Glusterfs: 'EndpointsName=endpoints Path ReadOnly!',
  Claim: 'ClaimName ReadOnly!',
  RBD: `CephMonitors=monitors? RBDImage=image FSType RBDPool=pool RadosUser=user Keyring SecretRef:*LocalObjectReference
    ReadOnly!`,
  Quobyte: 'Registry Volume ReadOnly! User Group Tenant',
  FlexVolume: 'Driver FSType SecretRef:*LocalObjectReference ReadOnly! Options?',
  Cinder: 'VolumeID FSType ReadOnly! SecretRef:*LocalObjectReference',
  CephFS: 'Monitors? Path User SecretFile SecretRef:*LocalObjectReference ReadOnly!',
  Flocker: 'DatasetName DatasetUUID',
  DownwardAPI: 'Items:[]DownwardAPIFile DefaultMode?',
  DownwardAPIFile: 'Path FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector Mode?',
  FC: 'TargetWWNs? Lun? FSType ReadOnly! WWIDs=wwids?',
  AzureFile: 'SecretName ShareName ReadOnly!',
  ConfigMapVolume: 'Name Items:[]KeyToPath DefaultMode? Optional?',
  VsphereVolume: 'VolumePath FSType StoragePolicyName StoragePolicyID',
  AzureDisk: 'DiskName DataDiskURI=diskURI CachingMode? FSType? ReadOnly? Kind?',
  PhotonDisk: 'PdID FSType',
  Projected: 'Sources:[]VolumeProjection DefaultMode?',
  VolumeProjection: `Secret:*SecretProjection DownwardAPI:*DownwardAPIProjection ConfigMap:*SecretProjection
    ServiceAccountToken:*ServiceAccountToken ClusterTrustBundle:*ClusterTrustBundle PodCertificate:*PodCertificate`,
  SecretProjection: 'Name Items:[]KeyToPath Optional?',
  DownwardAPIProjection: 'Items:[]DownwardAPIFile',
  ServiceAccountToken: 'Audience ExpirationSeconds# Path',
  ClusterTrustBundle: 'Name? SignerName? LabelSelector:*LabelSelector Optional? Path',
  PodCertificate: `SignerName KeyType MaxExpirationSeconds? CredentialBundlePath KeyPath CertificateChainPath
    UserAnnotations?`,
  Portworx: 'VolumeID FSType ReadOnly!',
  ScaleIO: `Gateway System SecretRef:*LocalObjectReference SSLEnabled! ProtectionDomain StoragePool StorageMode VolumeName
    FSType ReadOnly!`,
  StorageOS: 'VolumeName VolumeNamespace FSType ReadOnly! SecretRef:*LocalObjectReference',
  CSI: 'Driver ReadOnly? FSType? VolumeAttributes? NodePublishSecretRef:*LocalObjectReference',
  Ephemeral: 'VolumeClaimTemplate:*ClaimTemplate',
  ClaimTemplate: '+ObjectMeta=metadata Spec:ClaimSpec',
  ObjectMeta: 'labels~ annotations~',
  ClaimSpec: `AccessModes? Selector:*LabelSelector Resources:ClaimResources VolumeName StorageClassName? VolumeMode?
    DataSource? DataSourceRef? VolumeAttributesClassName?`,
  ClaimResources: 'Limits? Requests?',
  Image: 'Reference PullPolicy',
};
