/** Fields of any struct that Go holds by reference: an empty text or a zero in them says something. */
const ANYWHERE = 'optional defaultMode mode immutable automountServiceAccountToken appProtocol apiGroup restartPolicy';

/** The same of one struct each; the fields of a line belong to the struct before the colon. */
const OF_STRUCTS = `
ClientIPConfig: timeoutSeconds
DaemonSetSpec: revisionHistoryLimit
DeploymentSpec: replicas revisionHistoryLimit progressDeadlineSeconds
ReplicaSetSpec: replicas
StatefulSetSpec: replicas revisionHistoryLimit
StatefulSetOrdinals: start
RollingUpdateDaemonSet: maxSurge maxUnavailable
RollingUpdateDeployment: maxSurge maxUnavailable
RollingUpdateStatefulSetStrategy: maxUnavailable partition
Endpoint: hostname nodeName zone
EndpointAddress: nodeName
EndpointConditions: ready serving terminating
IngressClassParametersReference: namespace scope
IngressSpec: ingressClassName
HTTPIngressPath: pathType
LoadBalancerIngress: ipMode
ObjectMeta: deletionGracePeriodSeconds
OwnerReference: blockOwnerDeletion controller
PersistentVolumeClaimSpec: storageClassName volumeAttributesClassName volumeMode
PodDNSConfigOption: value
PodSecurityContext: fsGroup fsGroupChangePolicy runAsGroup runAsNonRoot runAsUser seLinuxChangePolicy supplementalGroupsPolicy
PodSpec: activeDeadlineSeconds enableServiceLinks hostUsers hostnameOverride preemptionPolicy priority runtimeClassName
PodSpec: setHostnameAsFQDN shareProcessNamespace terminationGracePeriodSeconds
Probe: terminationGracePeriodSeconds
SecurityContext: allowPrivilegeEscalation privileged procMount readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser
SeccompProfile: localhostProfile
AppArmorProfile: localhostProfile
WindowsSecurityContextOptions: gmsaCredentialSpec gmsaCredentialSpecName hostProcess runAsUserName
ServiceAccountTokenProjection: expirationSeconds
ServiceSpec: allocateLoadBalancerNodePorts internalTrafficPolicy ipFamilyPolicy loadBalancerClass trafficDistribution
Toleration: tolerationSeconds
TopologySpreadConstraint: minDomains nodeAffinityPolicy nodeTaintsPolicy
TypedObjectReference: namespace
VolumeMount: mountPropagation recursiveReadOnly
GRPCAction: service
Lifecycle: stopSignal
HostPathVolumeSource: type
CSIVolumeSource: fsType readOnly
FCVolumeSource: lun
ISCSIVolumeSource: initiatorName
PodResourceClaim: resourceClaimName resourceClaimTemplateName
`;

/** The playground's own kinds are no Go structs: what is written in them is written. */
const OWN = /^(?:Client|Cloud|ExternalHost|Firewall|ServiceRegistry)/;

const anywhere = new Set(ANYWHERE.split(' '));

const ofStructs = new Set(
  OF_STRUCTS.trim()
    .split('\n')
    .flatMap((line) => {
      const [struct = '', fields = ''] = line.split(': ');
      return fields.split(' ').map((field) => `${struct}.${field}`);
    }),
);

/** Whether a field keeps a value that is the zero of its type. Models the pointers of k8s.io/api (v1.36). */
export function keepsZero(struct: string, field: string): boolean {
  const own = OWN.test(struct) && struct !== 'ClientIPConfig';
  return own || anywhere.has(field) || ofStructs.has(`${struct}.${field}`);
}
