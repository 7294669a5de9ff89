import type { Secret } from '../../../../../api/index.ts';
import { plainText } from '../../base64.ts';
import { type FieldError, invalid, required } from '../../field-errors.ts';

/** The keys that Secrets of a type must have; of a list within a list one is enough. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

const ACCOUNT = 'kubernetes.io/service-account.name';

/** What Go's decoder says when a text is no JSON object; undefined when it is one. Models encoding/json. */
function jsonFault(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && !Array.isArray(value)) return undefined;
    const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
  } catch {
    const [sign = ''] = text.trimStart();
    if (sign === '' || /^["{[\d-]/.test(sign)) return 'unexpected end of JSON input';
    return `invalid character '${sign === "'" ? "\\'" : sign}' looking for beginning of value`;
  }
}

/** Faults of what a Secret must hold because of its type. Models pkg/apis/core/validation ValidateSecret (v1.36). */
export function secretTypeFaults({ type = '', data = {}, metadata }: Secret): FieldError[] {
  if (type === 'kubernetes.io/service-account-token')
    return metadata.annotations?.[ACCOUNT] ? [] : [required(`metadata.annotations[${ACCOUNT}]`)];
  if (type === 'kubernetes.io/basic-auth') {
    const some = Object.hasOwn(data, 'username') || Object.hasOwn(data, 'password');
    return some ? [] : [required('data[username]'), required('data[password]')];
  }
  const needed = Object.hasOwn(NEEDED, type) ? (NEEDED[type] ?? []) : [];
  return needed.flatMap((key) => {
    const value = Object.hasOwn(data, key) ? data[key] : undefined;
    if (value === undefined || (key === 'ssh-privatekey' && value === '')) return [required(`data[${key}]`)];
    const broken = key.startsWith('.docker') ? jsonFault(plainText(value)) : undefined;
    return broken === undefined ? [] : [invalid(`data[${key}]`, '<secret contents redacted>', broken)];
  });
}
