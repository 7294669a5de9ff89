/** Milliseconds of virtual time since the cluster began. */
export type Instant = number;
