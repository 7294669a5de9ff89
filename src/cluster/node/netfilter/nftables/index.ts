export { type NftLine, nftListTable, printNftElement } from './print.ts';
export type { NftExpression, NftField, NftRule, NftVerdict } from './rule.ts';
export { elementKey, type NftChain, type NftElement, type NftHook, type NftSet, type NftTable } from './table.ts';
export { nftChains } from './traverse.ts';
