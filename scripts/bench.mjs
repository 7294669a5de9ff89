// Measures the engine and the built page: progress to stderr, one JSON object to stdout.
import { fileURLToPath } from 'node:url';
import { build, runnerImport } from 'vite';
import { findBrowser } from './ensure.mjs';

const progress = (line) => process.stderr.write(`${line}\n`);

progress('build');
await build({ logLevel: 'error' });
const { module } = await runnerImport(fileURLToPath(new URL('../e2e/bench/run.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
console.log(JSON.stringify(await module.measureAll(await findBrowser(), progress), null, 2));
