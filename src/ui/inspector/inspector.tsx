import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { type InspectorTab, showInspectorTab, useStore } from '../store/index.ts';
import { ConntrackPage } from './conntrack-page.tsx';
import { NowPage } from './conversation-list.tsx';
import { ObjectPage } from './object-page.tsx';
import { PacketPage } from './packet-page.tsx';
import { RulesPage } from './rules-page.tsx';
import './inspector.css';

const isTab = (value: string): value is InspectorTab => ['now', 'object', 'rules', 'conntrack'].includes(value);

function First(): ReactNode {
  const selection = useStore((state) => state.selection);
  if (selection?.of !== 'conversation') return <NowPage />;
  return <PacketPage key={selection.id} id={selection.id} pinned={selection.flight} />;
}

/** What is looked at closely: a conversation hop by hop, an object, a node's rules, its connections. */
export function Inspector(): ReactNode {
  const tab = useStore((state) => state.panes.inspectorTab);
  const packetOpen = useStore((state) => state.selection?.of === 'conversation');
  return (
    <Tabs.Root className="inspector" value={tab} onValueChange={(value) => isTab(value) && showInspectorTab(value)} aria-label="Inspector">
      <Tabs.List className="tabs" aria-label="Inspector pages">
        <Tabs.Trigger className="tab" value="now">
          {packetOpen ? 'Packet' : 'Now'}
        </Tabs.Trigger>
        <Tabs.Trigger className="tab" value="object">
          Object
        </Tabs.Trigger>
        <Tabs.Trigger className="tab" value="rules">
          Rules
        </Tabs.Trigger>
        <Tabs.Trigger className="tab" value="conntrack">
          Conntrack
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content className="inspector-page scroll" value="now">
        <First />
      </Tabs.Content>
      <Tabs.Content className="inspector-page scroll" value="object">
        <ObjectPage />
      </Tabs.Content>
      <Tabs.Content className="inspector-page still" value="rules">
        <RulesPage />
      </Tabs.Content>
      <Tabs.Content className="inspector-page still" value="conntrack">
        <ConntrackPage />
      </Tabs.Content>
    </Tabs.Root>
  );
}
