export { LessonCrumb } from './crumb.tsx';
export { Reading } from './reading.tsx';
