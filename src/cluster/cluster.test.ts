import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { applyAll, nothingApplied } from '../kubectl/index.ts';
import { Cluster } from './cluster.ts';

const files = ['cluster', 'app', 'traffic'].map((name) => ({
  name: `${name}.yaml`,
  text: readFileSync(new URL(`../../public/lessons/01-first-packet/${name}.yaml`, import.meta.url), 'utf8'),
}));

it('runs the first example: the client is answered by the Pods of the Service', () => {
  const cluster = new Cluster(1);
  const { problems } = cluster.write('you', (session) => applyAll(files, nothingApplied, session));
  expect(problems).toEqual([]);
  cluster.advance(6000);
  const outcomes = [...cluster.world.conversations.values()].map((one) => one.outcome);
  console.log(outcomes.slice(0, 5), cluster.reader.list('Pod').map((p) => [p.metadata.name, (p as any).status?.podIP, (p as any).spec.nodeName]));
  for (const c of [...cluster.world.conversations.values()].slice(0, 1)) for (const f of c.flights) { console.log(f.walk.from, f.walk.to, f.walk.end.end, f.walk.steps.map((s) => `${s.from}-${s.to} ${JSON.stringify(s.place)} ${s.says}`).join('\n')); }
  expect(outcomes.some((outcome) => outcome?.word === 'answered')).toBe(true);
});
