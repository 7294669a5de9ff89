import type { ApiObject, Status } from "../api/index.ts";
import type { ManifestDocument } from "./manifest/document.ts";

/** The words kubectl has for a document that it does not send. Models kubectl's resource builder and validation (v1.36). */
export function unmappedKind(
	kind: string,
	apiVersion: string,
	name: string,
	namespace: string,
	file = "STDIN",
): string {
	const mapping = `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${file}"`;
	return `${mapping}: no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`;
}

/** A document that is no object, or lacks the words that say what it is. */
export function notAnObject(value: unknown): string | undefined {
	const invalid = (what: string): string =>
		`error validating data: ${what}; if you choose to ignore these errors, turn validation off with --validate=false`;
	if (typeof value !== "object" || value === null || Array.isArray(value))
		return invalid("invalid object to validate");
	const { apiVersion, kind } = value as {
		apiVersion?: unknown;
		kind?: unknown;
	};
	const missing = [
		...(typeof apiVersion === "string" && apiVersion
			? []
			: ["apiVersion not set"]),
		...(typeof kind === "string" && kind ? [] : ["kind not set"]),
	];
	if (missing.length === 0) return undefined;
	return invalid(
		missing.length === 1 ? (missing[0] ?? "") : `[${missing.join(", ")}]`,
	);
}

/** What kubectl prints for a document of `file` that it never sends, or undefined when it would send it. */
export function unsentText(
	{ value, fault }: ManifestDocument,
	file: string,
	isServed: (apiVersion: string, kind: string) => boolean,
): string | undefined {
	if (fault)
		return `error: error parsing ${file}: error converting YAML to JSON: yaml: line ${fault.range.line}: ${fault.message}\n`;
	const unfit = notAnObject(value);
	if (unfit !== undefined)
		return `error: error validating "${file}": ${unfit}\n`;
	const { apiVersion, kind, metadata } = value as ApiObject;
	if (isServed(apiVersion, kind)) return undefined;
	const { name = "", namespace = "" } = (metadata ?? {}) as Partial<
		ApiObject["metadata"]
	>;
	return `error: ${unmappedKind(kind, apiVersion, String(name), String(namespace), file)}\n`;
}

/** What kubectl prints when the server refuses an object; `verb` is what it was doing, such as `creating`. */
export function refusalText(
	status: Status,
	kind: string,
	name: string,
	verb: string,
	file: string,
): string {
	if (status.reason === "Invalid") {
		const lines = (status.causes ?? []).map(
			(cause) => `${cause.field}: ${cause.message}`,
		);
		const list =
			lines.length === 1
				? lines[0]
				: `\n${lines.map((line) => `* ${line}`).join("\n")}`;
		return `The ${kind} "${name}" is invalid: ${list}\n`;
	}
	return `Error from server (${status.reason}): error when ${verb} "${file}": ${status.message}\n`;
}
