import { type Dispatch, type ReactNode, type SetStateAction, useCallback, useEffect } from 'react';
import { useStore as useFlow } from 'reactflow';
import { showLens, toggleControlPlane, useStore } from '../store/index.ts';
import { Chip } from '../theme/index.ts';
import type { Camera } from './camera.ts';
import { durationLabel } from './names.ts';

/** The longest time for which any node's rules are behind the endpoints. */
function useBehind(): number {
  return useStore((state) => {
    let most = 0;
    for (const thing of state.things.values()) if (thing.kind === 'rules') most = Math.max(most, thing.behind);
    return Math.round(most / 100) * 100;
  });
}

function useStale(): boolean {
  return useStore((state) => {
    for (const thing of state.things.values()) if (thing.kind === 'rules' && thing.behind > 0) return true;
    return false;
  });
}

function Behind(): ReactNode {
  const behind = useBehind();
  const stale = useStale();
  if (!stale) return null;
  return (
    <Chip tone="warn" icon="clock">
      rules are {durationLabel(behind)} behind the endpoints
    </Chip>
  );
}

/** Whether text is being typed, so that keys mean letters. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, .monaco-editor') !== null)
  );
}

/** The chart's own keys: 0 shows all of it, C lets the camera follow. */
function useChartKeys(showAll: () => void, toggleFollow: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '0') showAll();
      if (event.key.toLowerCase() === 'c') toggleFollow();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [showAll, toggleFollow]);
}

const LENSES = [
  ['concept', 'Concept'],
  ['wire', 'Wire'],
] as const;

/** The two lenses: what things mean, and where they are. */
function Lenses(): ReactNode {
  const lens = useStore((state) => state.panes.lens);
  return (
    <>
      <fieldset className="segments" aria-label="Lens">
        {LENSES.map(([name, says]) => (
          <button key={name} type="button" aria-pressed={lens === name} onClick={() => showLens(name)}>
            {says}
          </button>
        ))}
      </fieldset>
      <kbd className="key" title="Key L: the other lens">
        L
      </kbd>
    </>
  );
}

function ControlPlaneSwitch(): ReactNode {
  const shown = useStore((state) => state.panes.controlPlane);
  return (
    <button
      type="button"
      className="button quiet"
      aria-pressed={shown}
      title="Who watched what and wrote what (O)"
      onClick={toggleControlPlane}
    >
      Control plane
    </button>
  );
}

function CameraSign({ d }: { readonly d: string }): ReactNode {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path d={d} />
    </svg>
  );
}

interface ChartBarProps {
  readonly camera: Camera;
  /** Whether the camera follows the selected packet. */
  readonly follows: boolean;
  readonly follow: Dispatch<SetStateAction<boolean>>;
}

/** The row over the chart: which lens, what is stale, and the camera. */
export function ChartBar({ camera, follows, follow }: ChartBarProps): ReactNode {
  const percent = useFlow((state) => Math.round(state.transform[2] * 100));
  const toggle = useCallback(() => follow((on) => !on), [follow]);
  useChartKeys(camera.showAll, toggle);
  return (
    <div className="chart-bar">
      <Lenses />
      <ControlPlaneSwitch />
      <button
        type="button"
        className="button quiet"
        aria-pressed={follows}
        title="The camera follows the selected packet (C)"
        onClick={toggle}
      >
        Follow
      </button>
      <span className="chart-bar-space" />
      <Behind />
      <span className="chart-zoom">
        <button type="button" className="button quiet icon" aria-label="Zoom out" onClick={camera.zoomOut}>
          <CameraSign d="M3 8h10" />
        </button>
        <span className="mono">{percent} %</span>
        <button type="button" className="button quiet icon" aria-label="Zoom in" onClick={camera.zoomIn}>
          <CameraSign d="M3 8h10M8 3v10" />
        </button>
        <button
          type="button"
          className="button quiet icon"
          aria-label="Show the whole chart (key 0)"
          title="Show the whole chart (0)"
          onClick={camera.showAll}
        >
          <CameraSign d="M2.5 6V2.5H6M10 2.5h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10" />
        </button>
      </span>
    </div>
  );
}
