/** One reason of a refusal: the field, the machine word, and the sentence. */
export interface StatusCause {
  /** A field path as the API server writes it, such as `spec.ports[0].port`. */
  readonly field: string;
  /** `FieldValueRequired`, `FieldValueInvalid`, `FieldValueNotSupported` … */
  readonly reason: string;
  readonly message: string;
}

/** The API server's answer when it does not do what was asked: an HTTP code, a reason word and its exact sentence. */
export interface Status {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes?: readonly StatusCause[];
}

/** Either what was asked for, or the Status that says why not. A user's mistake is a value, never an exception. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly status: Status };

/** Wraps a value that was granted. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a refusal. */
export function refused<T>(status: Status): Result<T> {
  return { ok: false, status };
}
