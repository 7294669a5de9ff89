import type { Secret } from '../../../../../api/index.ts';
import { type FieldError, invalid } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import { dataKeyFaults } from '../config-map/strategy.ts';
import type { Draft, Strategy } from '../strategy.ts';
import { base64 } from './base64.ts';

type Written = Draft<Secret> & { stringData?: Readonly<Record<string, string>> };

function typeFaults(secret: Secret, before: Secret | undefined): FieldError[] {
  return before && before.type !== secret.type ? [invalid('type', secret.type, 'field is immutable')] : [];
}

/** Secrets: `stringData` is a way to write, never a thing that is stored. Models pkg/registry/core/secret (v1.36). */
export const secretStrategy: Strategy<Secret> = {
  kind: 'Secret',
  apiVersion: 'v1',
  resource: 'secrets',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  defaults(secret) {
    const written: Written = secret;
    const plain = Object.entries(written.stringData ?? {}).map(([key, text]) => [key, base64(text)] as const);
    delete written.stringData;
    if (plain.length > 0) secret.data = { ...secret.data, ...Object.fromEntries(plain) };
    secret.type = secret.type || 'Opaque';
  },
  validate: (secret, before) => [...dataKeyFaults(secret.data, 'data'), ...typeFaults(secret, before)],
};
