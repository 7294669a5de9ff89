import type { ReactNode } from 'react';
import { type Box, type Point, pathThrough } from '../layout/polyline.ts';
import type { WireMachine } from './machine.ts';
import { KERNEL, TURN_OUT } from './sizes.ts';
import { intoKernel, outOfKernel } from './wire-roads.ts';

function Line({ points }: { readonly points: readonly Point[] }): ReactNode {
  return <path className="road" d={pathThrough(points)} />;
}

/** The kernel's own roads: the line of the hooks, the way in from Pods and out to the network, and the row of the machine's programs. */
function KernelRoads({ machine }: { readonly machine: WireMachine }): ReactNode {
  const { stations, line, fromPods, out, turn } = machine;
  const { PREROUTING, ROUTING, POSTROUTING, INPUT, OUTPUT } = stations;
  const across = { x: TURN_OUT, y: line };
  return (
    <>
      <Line points={[{ x: 0, y: line }, PREROUTING, POSTROUTING, { x: turn + 4, y: line }]} />
      <Line points={[{ x: turn - 4, y: fromPods }, { x: PREROUTING.x, y: fromPods }, PREROUTING]} />
      <Line points={[across, { x: TURN_OUT, y: out }, { x: 0, y: out }]} />
      <Line points={[ROUTING, INPUT, OUTPUT, POSTROUTING]} />
    </>
  );
}

function PodRoads({
  machine,
  box,
  local,
}: {
  readonly machine: WireMachine;
  readonly box: Box;
  readonly local: boolean;
}) {
  const from = local ? machine.stations.INPUT : { x: machine.turn - 10, y: machine.line };
  return (
    <>
      <Line points={intoKernel(machine, box, local).slice(0, local ? 2 : 3)} />
      <Line points={outOfKernel(machine, box, local, from)} />
    </>
  );
}

/** What lies under a machine's cards: the kernel's ground, its stations and all roads on which nothing travels now. */
export function KernelDrawing({ machine }: { readonly machine: WireMachine }): ReactNode {
  const { box, stations, fromPods, out, programs, cards } = machine;
  const joints = Object.entries(stations);
  const bottom = programs.length > 0 ? (programs[0]?.box.y ?? out) - 4 : out - 9;
  return (
    <svg className="kernel-lines" width={box.width} height={box.height} aria-hidden="true">
      <rect
        className="kernel-ground"
        x={KERNEL.x}
        y={fromPods - 26}
        width={KERNEL.width}
        height={bottom - fromPods + 26}
      />
      <path className="pen" d={`M246 26V${fromPods - 26}`} />
      {machine.rules[0] !== undefined && (
        <path className="pen" d={`M${stations.PREROUTING.x} ${stations.PREROUTING.y}V${machine.rules[0].box.y}`} />
      )}
      <KernelRoads machine={machine} />
      {cards.map((card) => (
        <PodRoads key={card.id} machine={machine} box={card.box} local={false} />
      ))}
      {programs.map((card) => (
        <PodRoads key={card.id} machine={machine} box={card.box} local />
      ))}
      {machine.holes.map(({ port, protocol, y, made }) => (
        <g key={`${protocol} ${port}`}>
          <path
            className="road"
            d={pathThrough([
              { x: 0, y },
              { x: 58, y },
              { x: 58, y: machine.line },
            ])}
          />
          <path className={`harbour by-${made}`} d={`M-2 ${y - 8}a8 8 0 010 16`} />
        </g>
      ))}
      {joints.map(([name, { x, y }]) => (
        <circle key={name} className="joint" cx={x} cy={y} r="4.5" />
      ))}
    </svg>
  );
}
