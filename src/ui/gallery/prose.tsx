import { fromMarkdown } from 'mdast-util-from-markdown';
import { Fragment, type ReactNode, useMemo } from 'react';

type Node = ReturnType<typeof fromMarkdown>['children'][number];

/** Where a link may lead: to another example, to a place of this page, or out by a click. Anything else is only its words. */
const SAFE = /^(#|https:\/\/)/;

function Inside({ of }: { readonly of: readonly Node[] }): ReactNode {
  return of.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: prose does not move
    <Fragment key={index}>{drawn(node)}</Fragment>
  ));
}

function link(url: string, children: readonly Node[]): ReactNode {
  if (!SAFE.test(url)) return <Inside of={children} />;
  const away = url.startsWith('#') ? {} : { target: '_blank', rel: 'noreferrer' };
  return (
    <a href={url} {...away}>
      <Inside of={children} />
    </a>
  );
}

function drawnText(node: Node): ReactNode {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'emphasis':
      return (
        <em>
          <Inside of={node.children} />
        </em>
      );
    case 'strong':
      return (
        <strong>
          <Inside of={node.children} />
        </strong>
      );
    case 'link':
      return link(node.url, node.children);
    default:
      return null;
  }
}

/** Markdown as elements. HTML inside it is left out: prose comes from files that anybody may have written. */
function drawn(node: Node): ReactNode {
  switch (node.type) {
    case 'paragraph':
      return (
        <p>
          <Inside of={node.children} />
        </p>
      );
    case 'heading':
      return (
        <h4>
          <Inside of={node.children} />
        </h4>
      );
    case 'list': {
      const List = node.ordered === true ? 'ol' : 'ul';
      return (
        <List>
          <Inside of={node.children} />
        </List>
      );
    }
    case 'listItem':
      return (
        <li>
          <Inside of={node.children} />
        </li>
      );
    case 'code':
      return <pre>{node.value}</pre>;
    case 'blockquote':
      return (
        <blockquote>
          <Inside of={node.children} />
        </blockquote>
      );
    default:
      return drawnText(node);
  }
}

/** The prose of an example. */
export function Prose({ text }: { readonly text: string }): ReactNode {
  const nodes = useMemo(() => fromMarkdown(text).children, [text]);
  return (
    <div className="prose-text">
      <Inside of={nodes} />
    </div>
  );
}
