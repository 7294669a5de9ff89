import type { HtmlTagDescriptor, Plugin, Rollup } from 'vite';

type Chunk = Rollup.OutputChunk;

/** A chunk and every chunk that it imports before it runs, each once. */
function withImports(bundle: Rollup.OutputBundle, chunk: Chunk, seen = new Set<Chunk>()): ReadonlySet<Chunk> {
  if (seen.has(chunk)) return seen;
  seen.add(chunk);
  for (const file of chunk.imports) {
    const imported = bundle[file];
    if (imported?.type === 'chunk') withImports(bundle, imported, seen);
  }
  return seen;
}

const link = (attrs: Readonly<Record<string, string>>): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { ...attrs, crossorigin: true },
  injectTo: 'head',
});

/**
 * Lets the browser fetch the page's chunks and styles along with the small entry, which asks for them only once it runs. `entry` is
 * the end of the module's name.
 */
export function preloadPagePlugin(entry: string): Plugin {
  return {
    name: 'preload-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const page = Object.values(bundle).find((one) => one.type === 'chunk' && one.facadeModuleId?.endsWith(entry));
        if (page?.type !== 'chunk') throw new Error(`no chunk is made of ${entry}`);
        const chunks = [...withImports(bundle, page)];
        const styles = chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
        return [
          ...chunks.map(({ fileName }) => link({ rel: 'modulepreload', href: `./${fileName}` })),
          ...styles.map((file) => link({ rel: 'stylesheet', href: `./${file}` })),
        ];
      },
    },
  };
}
