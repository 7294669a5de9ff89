// Throws text at kubectl and the API server: npm run fuzz -- [inputs] [seed]. Runs through Vite's module runner, so that TypeScript needs no build.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('../e2e/fuzz/run.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
process.exitCode = module.main(process.argv.slice(2), (line) => console.log(line));
