import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

// A guard that cannot fail is not a guard: small bad files, laid out as the rooms are, that the checker must report.

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));
const OXLINT = join(REPOSITORY, 'node_modules', 'oxlint', 'bin', 'oxlint');

const COMPONENTS = 'components-meet-only-through-the-api';
const KERNEL = 'the-kernel-has-never-heard-of-a-service';
const UI = 'the-ui-sees-only-the-wire';
const TIME = 'no-hidden-time-or-chance';

/** [file, its text, what the report must say] */
const BAD: readonly (readonly [file: string, text: string, says: string])[] = [
  [
    'src/cluster/control-plane/controllers/deployment/a.ts',
    "import { x } from '../../etcd/index.ts';\nexport const y = x;",
    COMPONENTS,
  ],
  [
    'src/cluster/control-plane/controllers/deployment/b.ts',
    "import { x } from '../replicaset/index.ts';\nexport const y = x;",
    COMPONENTS,
  ],
  [
    'src/cluster/control-plane/controllers/replicaset/c.ts',
    "import { x } from '../../apiserver/session.ts';\nexport const y = x;",
    COMPONENTS,
  ],
  [
    'src/cluster/control-plane/scheduler/a.ts',
    "import { x } from '../../node/kubelet/index.ts';\nexport const y = x;",
    COMPONENTS,
  ],
  [
    'src/cluster/control-plane/apiserver/a.ts',
    "import { x } from '../controllers/index.ts';\nexport const y = x;",
    COMPONENTS,
  ],
  [
    'src/cluster/control-plane/etcd/a.ts',
    "import { x } from '../apiserver/client.ts';\nexport const y = x;",
    COMPONENTS,
  ],
  ['src/cluster/node/kubelet/a.ts', "import type { X } from '../kube-proxy/index.ts';\nexport type Y = X;", COMPONENTS],
  [
    'src/cluster/node/kube-proxy/iptables/a.ts',
    "import { x } from '../../netfilter/visit.ts';\nexport const y = x;",
    COMPONENTS,
  ],
  [
    'src/cluster/addons/coredns/a.ts',
    "import { x } from '../../control-plane/etcd/index.ts';\nexport const y = x;",
    COMPONENTS,
  ],
  ['src/cluster/apps/a.ts', "import { x } from '../world.ts';\nexport const y = x;", COMPONENTS],
  ['src/sim/a.ts', "import { x } from '../cluster/world.ts';\nexport const y = x;", COMPONENTS],
  [
    'src/cluster/node/netfilter/matches/a.ts',
    "import type { Service } from '../../../../api/index.ts';\nexport type Y = Service;",
    KERNEL,
  ],
  ['src/cluster/node/netfilter/b.ts', "import { x } from '../kube-proxy/index.ts';\nexport const y = x;", KERNEL],
  ['src/cluster/network/a.ts', "import { x } from '../node/netfilter/index.ts';\nexport const y = x;", KERNEL],
  ['src/ui/inspector/a.tsx', "import { x } from '../../cluster/world.ts';\nexport const y = x;", UI],
  ['src/ui/store/b.ts', "import type { X } from '../../worker/views/pods.ts';\nexport type Y = X;", UI],
  ['src/ui/store/c.ts', "export const y = () => import('../../kubectl/index.ts');", UI],
  ['src/cluster/d.ts', "import { x } from '../ui/store/index.ts';\nexport const y = x;", COMPONENTS],
  ['src/cluster/e.ts', "import { useState } from 'react';\nexport const y = useState;", UI],
  ['src/cluster/node/f.ts', 'export const y = document;', UI],
  ['src/sim/date.ts', 'export const y = Date.now();', TIME],
  ['src/sim/chance.ts', 'export const y = Math.random();', TIME],
  ['src/cluster/timer.ts', 'setTimeout(() => 1, 5);', TIME],
  ['src/cluster/promise.ts', 'export const y = Promise.resolve(1);', TIME],
  ['src/cluster/clock.ts', 'export const y = performance.now();', TIME],
  ['src/api/async.ts', 'export async function y() {}', 'no-async-await'],
  ['src/cluster/cycle-a.ts', "import { b } from './cycle-b.ts';\nexport const a = () => b;", 'no-cycle'],
  ['src/cluster/cycle-b.ts', "import { a } from './cycle-a.ts';\nexport const b = () => a;", 'no-cycle'],
  ['src/ui/default.ts', 'export default 1;', 'no-default-export'],
  ['src/ui/any.ts', 'export const y: any = 1;', 'no-explicit-any'],
  ['src/ui/long.ts', 'export const y = 1;\n'.padEnd(420, '\n'), 'max-lines'],
  ['src/ui/long-function.ts', `export function y() {${'\n'.repeat(61)}}`, 'max-lines-per-function'],
];

const INNOCENT: readonly (readonly [file: string, text: string])[] = [
  [
    'src/cluster/control-plane/controllers/deployment/good.ts',
    "import type { Client } from '../../apiserver/client.ts';\nexport type Y = Client;",
  ],
  [
    'src/cluster/node/kube-proxy/iptables/good.ts',
    "import { x } from '../../netfilter/index.ts';\nexport const y = x;",
  ],
  ['src/cluster/node/netfilter/matches/good.ts', "import { x } from '../../../network/index.ts';\nexport const y = x;"],
  ['src/ui/store/good.ts', "import type { X } from '../../worker/protocol.ts';\nexport type Y = X;"],
];

interface Report {
  readonly diagnostics: readonly {
    readonly message: string;
    readonly help?: string;
    readonly code: string;
    readonly filename: string;
  }[];
}

let root: string;
let report: Report;
let status: number | null;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'portolan-boundaries-'));
  cpSync(join(REPOSITORY, '.oxlintrc.json'), join(root, '.oxlintrc.json'));
  for (const [file, text] of [...BAD, ...INNOCENT]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const run = spawnSync(process.execPath, [OXLINT, '--deny-warnings', '--format=json'], {
    cwd: root,
    encoding: 'utf8',
  });
  status = run.status;
  report = JSON.parse(run.stdout) as Report;
});
afterAll(() => rmSync(root, { recursive: true }));

const said = (file: string): string =>
  report.diagnostics
    .filter((one) => one.filename.replaceAll('\\', '/') === file)
    .map((one) => `${one.code} ${one.message} ${one.help ?? ''}`)
    .join('\n');

test('the checker refuses the whole', () => {
  expect(status).toBe(1);
});

test.each(BAD)('%s is reported', (file, _text, says) => {
  expect(said(file)).toContain(says);
});

test.each(INNOCENT)('%s is not reported', (file) => {
  expect(said(file)).toBe('');
});
