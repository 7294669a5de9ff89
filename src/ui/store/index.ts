export {
  applyText,
  dismissLessonFault,
  dismissRefusal,
  foldProse,
  keepLayout,
  otherLens,
  resetText,
  select,
  setTheme,
  showControlPlane,
  showDefaults,
  showEvents,
  showFile,
  showInspectorTab,
  showLens,
  showMenu,
  showNarrowTab,
  toggleControlPlane,
  writeFile,
} from './actions.ts';
export type { AddedBlock, AddedLine, WrittenObject } from './added-lines.ts';
export type { Cure } from './cure.ts';
export { dismissDeed, edit, perform, takeBack } from './deeds.ts';
export { useAt, useDetail, usePlayHead } from './hooks.ts';
export { keepEverything, restore } from './keeper.ts';
export { readKept } from './kept.ts';
export { editedLessons, followAddress, openAddressed, takeOpening } from './lessons.ts';
export { findPlace, isAbout, light, lightLine, loadAddedLines } from './lights.ts';
export type { FieldOf } from './manifest-place.ts';
export { type PlayHead, playHead } from './play-head.ts';
export type { ProxyMode } from './proxy-mode.ts';
export { type Answer, connect, openDetail } from './session.ts';
export { nextSpeed, SPEED_STOPS, speedText, stopOf } from './speeds.ts';
export {
  type Deed,
  type Engine,
  type InspectorTab,
  type LensName,
  type Lit,
  type NarrowTab,
  type Panes,
  type PortolanState,
  type Selection,
  store,
  type Theme,
  useConversation,
  useStore,
  useThing,
} from './state.ts';
export { scaleByText, setNodeProxyMode, setProxyMode, useCure, useTextFact } from './text-edits.ts';
