import type { PodTemplate } from '../../../api/index.ts';

/** The label by which the Pods of one template are told from those of another. */
export const POD_TEMPLATE_HASH = 'pod-template-hash';

/** Letters and digits that make no words, as Kubernetes' generated suffixes have them. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, field]) => [key, sorted(field)]));
}

/**
 * The `pod-template-hash` of a template: the same for equal templates, another for others. `collisions` is the Deployment's
 * count of names that were taken. Kubernetes hashes Go's own print of the struct, which cannot be had here; the alphabet and
 * the length are the same, the letters are not.
 */
export function templateHash(template: PodTemplate, collisions = 0): string {
  const text = printOf(template);
  return hashOf(collisions === 0 ? text : `${text} ${collisions}`);
}

/** Whether two templates make the same Pods; the hash among their labels does not count. Models deploymentutil EqualIgnoreHash (v1.36). */
export function isSameTemplate(one: PodTemplate, other: PodTemplate): boolean {
  return printOf(one) === printOf(other);
}

/** Stored templates never change, so each is printed once. */
const printed = new WeakMap<PodTemplate, string>();

function printOf(template: PodTemplate): string {
  const known = printed.get(template);
  if (known !== undefined) return known;
  const { metadata, spec } = template;
  const { [POD_TEMPLATE_HASH]: _hash, ...labels } = metadata?.labels ?? {};
  const text = JSON.stringify(sorted({ metadata: { ...metadata, labels }, spec }));
  printed.set(template, text);
  return text;
}

function hashOf(text: string): string {
  let [high, low] = [0x811c9dc5, 0x1b873593];
  for (let i = 0; i < text.length; i++) {
    high = Math.imul(high ^ text.charCodeAt(i), 0x01000193) >>> 0;
    low = Math.imul(low + text.charCodeAt(i), 0x85ebca6b) >>> 0;
  }
  const digits = String(high).padStart(10, '0').slice(-6) + String(low).padStart(10, '0').slice(-4);
  return [...digits].map((digit, i) => ALPHABET[(Number(digit) * 3 + (i % 3)) % ALPHABET.length]).join('');
}
