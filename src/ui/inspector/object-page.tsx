import type { ReactNode } from 'react';
import { splitKey } from '../../api/index.ts';
import { useDetail, useStore, useThing } from '../store/index.ts';
import { AliasPage, BalancerPage, NodePortPage } from './entry-page.tsx';
import { NodePage, ServiceRulesPage } from './node-page.tsx';
import { PodActions, WorkloadActions } from './object-actions.tsx';
import { Conditions, Facts, Labels, ObjectEvents, ObjectHead, Part, StoredYaml, sinceText } from './object-parts.tsx';
import { ClientPage, Containers, PodPage } from './pod-page.tsx';
import { DnsPage, ServicePage } from './service-page.tsx';
import { Workload } from './workload-parts.tsx';

function Nothing(): ReactNode {
  return (
    <div className="page">
      <div className="empty">
        <b>Nothing selected</b>
        <span>Click a packet, a pod or a node.</span>
      </div>
    </div>
  );
}

/** An object that is not, or no longer, on the chart: what the API server knows of it. */
function Elsewhere({ id }: { readonly id: string }): ReactNode {
  const detail = useDetail({ of: 'object', key: id });
  const { kind, namespace, name } = splitKey(id);
  return (
    <div className="page">
      <ObjectHead icon="list" kind={namespace === '' ? kind : `${kind} in ${namespace}`} name={name} />
      {detail === undefined || detail.yaml === undefined ? (
        <div className="empty">
          <b>It does not exist any more</b>
          <span>Drag the play-head back to the time when it did.</span>
        </div>
      ) : (
        <>
          <WorkloadActions workload={id} />
          <PodActions of={detail} />
          <Facts of={[...detail.facts, ['there', sinceText(detail.created)]]} />
          {detail.workload !== undefined && <Workload of={detail.workload} />}
          <Part title="Labels">
            <Labels of={detail.labels} />
          </Part>
        </>
      )}
      {detail !== undefined && (
        <>
          <Conditions of={detail.conditions} />
          <ObjectEvents of={detail.events} />
          <Containers pod={id} of={detail.containers} />
          <StoredYaml text={detail.yaml} />
        </>
      )}
    </div>
  );
}

/** The router is no object of the API: what it does is all there is to say. */
function RouterPage(): ReactNode {
  return (
    <div className="page">
      <ObjectHead icon="router" kind="between two networks" name="router" />
      <div className="empty">
        <b>192.168.50.1</b>
        <span>
          It joins the nodes' network 192.168.50.0/24 and the internet. It knows no way to Pods (10.244.0.0/16) or
          Services (10.96.0.0/12): what comes for them is dropped without a word, and the caller times out.
        </span>
      </div>
    </div>
  );
}

function ThingPage({ id }: { readonly id: string }): ReactNode {
  const thing = useThing(id);
  switch (thing?.kind) {
    case 'pod':
      return <PodPage pod={thing} />;
    case 'client':
      return <ClientPage client={thing} />;
    case 'service':
      return <ServicePage service={thing} />;
    case 'dns':
      return <DnsPage dns={thing} />;
    case 'node':
      return <NodePage name={thing.name} />;
    case 'rules':
      return <ServiceRulesPage rules={thing} />;
    case 'nodeport':
      return <NodePortPage entry={thing} />;
    case 'balancer':
      return <BalancerPage entry={thing} />;
    case 'alias':
      return <AliasPage entry={thing} />;
    case 'more':
      return (
        <div className="page">
          <div className="empty">
            <b>
              {thing.count} more {thing.of}
            </b>
            <span>They are in the cluster and work; the chart leaves them off to stay legible.</span>
          </div>
        </div>
      );
    case 'firewall':
    case 'external':
    case undefined:
      return <Elsewhere id={id} />;
  }
}

/** The page of what is selected; of a conversation, the Pod that it comes from. */
export function ObjectPage(): ReactNode {
  const selection = useStore((state) => state.selection);
  const caller = useStore((state) =>
    selection?.of === 'conversation' ? state.conversations.get(selection.id)?.caller : undefined,
  );
  if (selection?.of === 'node') return <NodePage key={selection.name} name={selection.name} />;
  const id = selection?.of === 'thing' ? selection.id : caller;
  if (id === 'router') return <RouterPage />;
  return id === undefined ? <Nothing /> : <ThingPage key={id} id={id} />;
}
