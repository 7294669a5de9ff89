// Measures the engine and the built page: progress to stderr, one JSON object to stdout.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { findBrowser } from './ensure.mjs';

const progress = (line) => process.stderr.write(`${line}\n`);
const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

progress('build');
await build({ logLevel: 'error' });
// The engine is bundled for the measurements as it is for the page: module by module it would be slower than what is shipped.
const outDir = 'node_modules/.cache/portolan-bench';
await build({
  configFile: false,
  logLevel: 'error',
  build: { ssr: 'e2e/bench/run.ts', outDir, emptyOutDir: true, copyPublicDir: false, target: 'es2022' },
});
const { measureAll } = await import(new URL(`../${outDir}/run.js`, import.meta.url).href);
console.log(JSON.stringify(await measureAll(await findBrowser(), progress), null, 2));
