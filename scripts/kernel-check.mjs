// Loads our rules into a real kernel where there is one to spare, through Vite's module runner.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('../e2e/kernel-check/run.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
process.exitCode = module.main((line) => console.log(line));
