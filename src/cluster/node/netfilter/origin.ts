/** Where a rule comes from, in words the kernel does not understand: an object's key and the path of a field in it. */
export interface Origin {
  /** `Service/default/web`, `EndpointSlice/default/web-x7k2p`; empty for rules that exist whatever the cluster holds. */
  readonly object: string;
  /** A field path such as `spec.ports[0]`, `spec.sessionAffinity`, `endpoints[2]`; may be empty. */
  readonly field: string;
}
