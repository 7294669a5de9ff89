import type { Container, PodSpec } from '../../../../../api/index.ts';
import { type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { goValue } from './go-struct.ts';

const MOST_ID = 2 ** 31 - 1;
const ID_RANGE = `must be between 0 and ${MOST_ID}, inclusive`;
const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

interface Profile {
  readonly type?: string;
  readonly localhostProfile?: string;
}

interface SecurityContext {
  readonly fsGroup?: number;
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly supplementalGroups?: readonly number[];
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly capabilities?: { readonly add?: readonly string[] };
  readonly seccompProfile?: Profile;
}

function idFaults(id: number | undefined, at: string): FieldError[] {
  return id !== undefined && (id < 0 || id > MOST_ID) ? [invalid(at, id, ID_RANGE)] : [];
}

function profileTypeFaults(type: string, at: string): FieldError[] {
  if (type === '') return [required(at, 'type is required when seccompProfile is set')];
  return PROFILE_TYPES.includes(type) ? [] : [notSupported(at, type, PROFILE_TYPES)];
}

function profileFaults(profile: Profile | undefined, at: string): FieldError[] {
  if (!profile) return [];
  const { type = '', localhostProfile } = profile;
  const errors = profileTypeFaults(type, `${at}.type`);
  const path = `${at}.localhostProfile`;
  if (type === 'Localhost' && localhostProfile === undefined)
    return [...errors, required(path, 'must be set when seccomp type is Localhost')];
  if (type === 'Localhost' || localhostProfile === undefined) return errors;
  const quoted = { Type: type, LocalhostProfile: localhostProfile };
  return [...errors, invalid(path, quoted, 'can only be set when seccomp type is Localhost')];
}

/** Faults of whom a Pod's containers run as. Models pkg/apis/core/validation validatePodSpecSecurityContext (v1.36), as far as Linux goes. */
export function podSecurityFaults(spec: PodSpec, at: string): FieldError[] {
  const {
    securityContext = {},
    shareProcessNamespace,
    hostPID,
  } = spec as {
    readonly securityContext?: SecurityContext;
    readonly shareProcessNamespace?: boolean;
    readonly hostPID?: boolean;
  };
  const both = 'ShareProcessNamespace and HostPID cannot both be enabled';
  return [
    ...idFaults(securityContext.fsGroup, `${at}.fsGroup`),
    ...idFaults(securityContext.runAsUser, `${at}.runAsUser`),
    ...idFaults(securityContext.runAsGroup, `${at}.runAsGroup`),
    ...(securityContext.supplementalGroups ?? []).flatMap((id, i) => idFaults(id, `${at}.supplementalGroups[${i}]`)),
    ...(shareProcessNamespace && hostPID ? [invalid(`${at}.shareProcessNamespace`, true, both)] : []),
    ...profileFaults(securityContext.seccompProfile, `${at}.seccompProfile`),
  ];
}

/** Faults of whom one container runs as. Models pkg/apis/core/validation ValidateSecurityContext (v1.36), as far as Linux goes. */
export function containerSecurityFaults(container: Container, at: string): FieldError[] {
  const { securityContext: context } = container as { readonly securityContext?: SecurityContext };
  if (!context) return [];
  const contained = context.allowPrivilegeEscalation === false;
  const admin = contained && context.capabilities?.add?.includes('CAP_SYS_ADMIN');
  const quoted = goValue({ ...context }, 'SecurityContext');
  return [
    ...idFaults(context.runAsUser, `${at}.runAsUser`),
    ...idFaults(context.runAsGroup, `${at}.runAsGroup`),
    ...profileFaults(context.seccompProfile, `${at}.seccompProfile`),
    ...(contained && context.privileged
      ? [invalid(at, quoted, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true')]
      : []),
    ...(admin
      ? [invalid(at, quoted, 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN')]
      : []),
  ];
}
