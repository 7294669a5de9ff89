import type { NodeTypes } from 'reactflow';
import { DEVICE_NODES } from '../wire/device-nodes.tsx';
import { WireMachineNode } from '../wire/wire-machine-node.tsx';
import { WirePodNode } from '../wire/wire-pod-node.tsx';
import { ClientNode } from './client-node.tsx';
import { DnsNode } from './dns-node.tsx';
import { ENTRY_NODES } from './entry-nodes.tsx';
import { MachineNode } from './machine-node.tsx';
import { MoreNode } from './more-node.tsx';
import { PodGroupNode } from './pod-group-node.tsx';
import { PodNode } from './pod-node.tsx';
import { RulesNode } from './rules-node.tsx';
import { ServiceNode } from './service-node.tsx';

/** The component of every kind of node. */
export const NODE_TYPES: NodeTypes = {
  client: ClientNode,
  dns: DnsNode,
  service: ServiceNode,
  rules: RulesNode,
  pod: PodNode,
  pods: PodGroupNode,
  machine: MachineNode,
  more: MoreNode,
  ...ENTRY_NODES,
  ...DEVICE_NODES,
  'wire machine': WireMachineNode,
  'wire pod': WirePodNode,
};
