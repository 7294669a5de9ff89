import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { lessonIndexPlugin } from './scripts/lesson-index.ts';
import { preloadPagePlugin } from './scripts/preload-page.ts';

/** Nothing from another origin, no inline script, no eval. Monaco sets style attributes, hence `unsafe-inline` for styles only. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The content security policy of the built page. The development server needs an inline preamble, so it goes without. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
  ],
};

export default defineConfig({
  // Relative addresses: the build works from any folder of any server.
  base: './',
  plugins: [react(), contentSecurityPolicy, lessonIndexPlugin('public/lessons'), preloadPagePlugin('src/ui/page.tsx')],
  resolve: {
    // monaco-yaml's worker glue still imports Monaco by the paths it had before its `exports` map.
    alias: [{ find: /^monaco-editor\/esm\/vs\//, replacement: 'monaco-editor/' }],
  },
  optimizeDeps: {
    // Found late by the scanner; without this the first session of a fresh clone reloads in the middle.
    include: [
      'monaco-editor/editor',
      'monaco-editor/editor/editor.worker.js',
      'monaco-editor/languages/definitions/yaml/register',
      'monaco-yaml',
      'monaco-yaml/yaml.worker.js',
    ],
  },
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 4000 },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
    exclude: ['e2e/journeys/**', 'node_modules/**'],
    testTimeout: 30_000,
  },
});
