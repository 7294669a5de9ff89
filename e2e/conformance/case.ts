import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { ApiObject } from '../../src/api/index.ts';

/** How a case came out; a failed one says what differs first. */
export type Outcome = { readonly passed: true } | { readonly passed: false; readonly difference: string };

/** Plays the cases of one area. */
export interface Area {
  readonly name: string;
  run(folder: string): Outcome;
}

export const passed: Outcome = { passed: true };

/** A failure with its first difference. */
export const failed = (difference: string): Outcome => ({ passed: false, difference });

/** The text of a file of the case, or undefined when the case has no such file. */
export function textOf(folder: string, file: string): string | undefined {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** A YAML file of the case with one document, such as `case.yaml`. */
export function yamlOf<T>(folder: string, file: string): T | undefined {
  const text = textOf(folder, file);
  return text === undefined ? undefined : (parse(text) as T);
}

/** A JSON file of the case. */
export function jsonOf<T>(folder: string, file: string): T | undefined {
  const text = textOf(folder, file);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

/** All objects of a multi-document file; a namespace is filled in as the API server would. */
export function objectsOf(folder: string, file: string): ApiObject[] {
  const text = textOf(folder, file) ?? '';
  return parseAllDocuments(text)
    .map((document) => document.toJS() as ApiObject | null)
    .filter((object) => object !== null);
}

/** Files of a folder of the case, sorted. */
export function filesIn(folder: string, sub: string): string[] {
  const path = join(folder, sub);
  return existsSync(path) ? readdirSync(path).sort() : [];
}
