import type { WireLayout } from '../wire/wire-layout.ts';
import type { Layout } from './chart-layout.ts';

/** What is on the page: one of the two lenses' layouts. Packets are drawn over either from the same flights. */
export type Sheet = Layout | WireLayout;
