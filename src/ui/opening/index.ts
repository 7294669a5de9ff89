export { EarlyPort, type EnginePort } from './early-port.ts';
export type { LessonCard } from './lesson-card.ts';
export {
  fetchLesson,
  type LessonFault,
  type LessonText,
  lessonCards,
  linkTo,
  type Opened,
  type OpenedLesson,
} from './lesson-text.ts';
export {
  browserShelf,
  forgetFiles,
  isRecord,
  keepFiles,
  readKeptFiles,
  readPart,
  type Shelf,
  writePart,
} from './shelf.ts';
