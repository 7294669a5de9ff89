import './base.css';

export { Compass } from './compass.tsx';
export { CopyButton } from './copy.tsx';
export { countText } from './count-text.ts';
export { conversationColor, Glyph, shapePath } from './glyph.tsx';
export { Icon, type IconName } from './icons.tsx';
export { Chip, OutcomeChip, outcomeLook, outcomeWord, PodStateChip, type Tone } from './outcome.tsx';
export { TabList } from './tab-list.tsx';
export { applyTheme, preferredTheme } from './theme.ts';
