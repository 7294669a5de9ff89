import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/quickCommand/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/suggest/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
// The suggest feature registers everything but its controller.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/editor/browser/coreCommands.js';
import 'monaco-editor/languages/definitions/yaml/register';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { configureMonacoYaml, type JSONSchema } from 'monaco-yaml';
import schema from '../../api/schema/kubernetes-1.36.json';
import YamlWorker from './yaml.worker.ts?worker';

self.MonacoEnvironment = { getWorker: (_id, label) => (label === 'yaml' ? new YamlWorker() : new EditorWorker()) };

interface WebWorkerOptions {
  readonly label?: string;
  readonly moduleId: string;
  readonly createData?: unknown;
  readonly host?: Record<string, (...args: unknown[]) => unknown>;
  readonly keepIdleModels?: boolean;
}

/** monaco-yaml still asks for a worker by module name; Monaco since 0.53 wants the worker itself. */
function createWebWorker<T extends object>(options: WebWorkerOptions): monaco.editor.MonacoWebWorker<T> {
  const made = self.MonacoEnvironment?.getWorker?.(options.moduleId, options.label ?? '');
  const worker = Promise.resolve(made).then((ready) => {
    if (!ready) throw new Error(`no worker for ${options.label}`);
    ready.postMessage('ignore');
    ready.postMessage(options.createData);
    return ready;
  });
  return monaco.editor.createWebWorker<T>({
    worker,
    ...(options.host && { host: options.host }),
    ...(options.keepIdleModels && { keepIdleModels: true }),
  });
}

// Completion and hover only: problems have one voice, the engine's, so the schema never draws a marker.
configureMonacoYaml({ ...monaco, editor: { ...monaco.editor, createWebWorker } } as never, {
  completion: true,
  hover: true,
  validate: false,
  format: { enable: true },
  enableSchemaRequest: false,
  schemas: [
    {
      uri: 'inmemory://portolan/kubernetes-1.36.json',
      fileMatch: ['**/*.yaml'],
      schema: schema as unknown as JSONSchema,
    },
  ],
});

export { monaco };
