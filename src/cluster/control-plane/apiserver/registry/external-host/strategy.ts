import { type ExternalHost, PORTOLAN_API_VERSION } from '../../../../../api/index.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsSubdomainFaults, isPort, PORT_RANGE, portNameFaults } from '../../formats.ts';
import { IP_SENTENCE, isIP } from '../../ip-address.ts';
import type { Strategy } from '../strategy.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

function portsFaults({ ports = [] }: ExternalHost['spec']): FieldError[] {
  const keys = ports.map(({ port, protocol }) => `${protocol} ${port}`);
  return ports.flatMap(({ name = '', port = 0, protocol }, i) => {
    const at = `spec.ports[${i}]`;
    const named = name === '' ? [] : portNameFaults(name);
    return [
      ...named.map((fault) => invalid(`${at}.name`, name, fault)),
      ...(isPort(port) ? [] : [invalid(`${at}.port`, port, PORT_RANGE)]),
      ...(PROTOCOLS.includes(protocol ?? '') ? [] : [notSupported(`${at}.protocol`, protocol, PROTOCOLS)]),
      ...(keys.indexOf(keys[i] ?? '') < i ? [duplicate(at, `${port}/${protocol}`)] : []),
    ];
  });
}

/** The playground's servers outside the cluster, checked in the style of the API server. */
export const externalHostStrategy: Strategy<ExternalHost> = {
  kind: 'ExternalHost',
  apiVersion: PORTOLAN_API_VERSION,
  resource: 'externalhosts.portolan.dev',
  namespaced: false,
  nameFaults: dnsSubdomainFaults,
  defaults(host) {
    const { ports } = host.spec ?? {};
    if (!ports) return;
    host.spec = { ...host.spec, ports: ports.map((port) => ({ ...port, protocol: port.protocol || 'TCP' })) };
  },
  validate({ spec }) {
    const { addresses = [], names = [] } = spec;
    return [
      ...(addresses.length === 0 ? [required('spec.addresses')] : []),
      ...addresses.flatMap((ip, i) => (isIP(ip) ? [] : [invalid(`spec.addresses[${i}]`, ip, IP_SENTENCE)])),
      ...names.flatMap((name, i) => dnsSubdomainFaults(name).map((fault) => invalid(`spec.names[${i}]`, name, fault))),
      ...portsFaults(spec),
    ];
  },
};
