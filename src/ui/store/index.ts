export {
  applyText,
  deletePod,
  dismissLessonFault,
  dismissRefusal,
  foldProse,
  keepLayout,
  resetText,
  select,
  setReadiness,
  setTheme,
  showEvents,
  showFile,
  showInspectorTab,
  showNarrowTab,
  writeFile,
} from './actions.ts';
export { useAt, useDetail, usePlayHead } from './hooks.ts';
export { browserShelf, keepEverything, restore } from './keeper.ts';
export { readKept } from './kept.ts';
export type { LessonCard } from './lesson-card.ts';
export { editedLessons, followAddress, lessonCards, linkTo, openAddressed } from './lessons.ts';
export { type PlayHead, playHead } from './play-head.ts';
export { scaleDeployment, useReplicas } from './scaling.ts';
export { type Answer, connect, type EnginePort } from './session.ts';
export { nextSpeed, SPEED_STOPS, speedText, stopOf } from './speeds.ts';
export {
  type Engine,
  type InspectorTab,
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
