import type { Secret } from '../../../../../api/index.ts';
import { base64 } from '../../base64.ts';
import { type FieldError, invalid, tooLong } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import { dataKeyFaults, decodedBytes, immutableFaults, MOST_BYTES } from '../config-map/strategy.ts';
import type { Draft, Strategy } from '../strategy.ts';
import { secretTypeFaults } from './types.ts';

type Written = Draft<Secret> & { stringData?: Readonly<Record<string, string>> };

function typeFaults(secret: Secret, before: Secret | undefined): FieldError[] {
  return before && before.type !== secret.type ? [invalid('type', secret.type, 'field is immutable')] : [];
}

function sizeFaults({ data = {} }: Secret): FieldError[] {
  const size = Object.values(data).reduce((sum, value) => sum + decodedBytes(value), 0);
  return size > MOST_BYTES ? [tooLong('data', MOST_BYTES)] : [];
}

/** Secrets: `stringData` is a way to write, never a thing that is stored. Models pkg/registry/core/secret (v1.36). */
export const secretStrategy: Strategy<Secret> = {
  kind: 'Secret',
  apiVersion: 'v1',
  resource: 'secrets',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['changes', 'whole'],
  defaults(secret) {
    const written: Written = secret;
    const plain = Object.entries(written.stringData ?? {}).map(([key, text]) => [key, base64(text)] as const);
    delete written.stringData;
    if (plain.length > 0) secret.data = { ...secret.data, ...Object.fromEntries(plain) };
    secret.type = secret.type || 'Opaque';
  },
  validate: (secret, before) => [
    ...typeFaults(secret, before),
    ...immutableFaults(secret, before, ['data']),
    ...dataKeyFaults(secret.data, 'data'),
    ...sizeFaults(secret),
    ...secretTypeFaults(secret),
  ],
};
