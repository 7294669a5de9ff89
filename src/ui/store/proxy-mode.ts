import { isScalar } from 'yaml';
import { objectKey } from '../../api/index.ts';
import type { ManifestFile } from '../../worker/protocol.ts';
import { type ObjectText, textOf, withEdit, withField, withoutField } from './manifest-text.ts';

/** How kube-proxy writes its rules. */
export type ProxyMode = 'iptables' | 'nftables';

const CONFIGURATION = objectKey('ConfigMap', 'kube-system', 'kube-proxy');
const OVERRIDE = ['metadata', 'annotations', 'portolan.dev/proxy-mode'];

/** The file into which a missing configuration is written. */
const CLUSTER = 'cluster.yaml';

const configurationFor = (mode: ProxyMode): string => `# How kube-proxy writes its rules, as kubeadm keeps it.
apiVersion: v1
kind: ConfigMap
metadata:
  name: kube-proxy
  namespace: kube-system
data:
  config.conf: |
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
    mode: ${mode}
    clusterCIDR: 10.244.0.0/16
`;

const isMode = (value: unknown): value is ProxyMode => value === 'iptables' || value === 'nftables';

/** Where `config.conf` stands in the text of the ConfigMap. */
function configOf({ document, text }: ObjectText): { readonly from: number; readonly text: string } | undefined {
  const node = document.getIn(['data', 'config.conf'], true);
  if (!isScalar(node) || !node.range || node.type !== 'BLOCK_LITERAL') return undefined;
  const [from, to] = node.range;
  return { from, text: text.slice(from, to) };
}

const MODE = /^([ \t]*mode:[ \t]*)(["']?)([\w-]*)\2([ \t]*(?:#.*)?)$/m;

function withModeLine(files: readonly ManifestFile[], at: ObjectText, mode: ProxyMode) {
  const config = configOf(at);
  if (config === undefined) return undefined;
  const line = MODE.exec(config.text);
  if (line !== null) {
    const from = config.from + line.index + (line[1] ?? '').length;
    const [quote = '', word = ''] = [line[2], line[3]];
    const space = /\s$/.test(line[1] ?? '') ? '' : ' ';
    return withEdit(files, at, { from, to: from + word.length + 2 * quote.length, text: `${space}${mode}` });
  }
  const first = /^([ \t]+)\S/m.exec(config.text);
  if (first === null) return undefined;
  const from = config.from + first.index;
  return withEdit(files, at, { from, to: from, text: `${first[1]}mode: ${mode}\n` });
}

/** The mode that the text asks for on every node without a wish of its own. No configuration, or none that says: iptables. */
export function proxyModeOf(files: readonly ManifestFile[]): ProxyMode {
  const found = textOf(files, CONFIGURATION);
  const word = MODE.exec((found && configOf(found)?.text) ?? '')?.[3];
  return isMode(word) ? word : 'iptables';
}

/** The files with another mode in kube-proxy's configuration, which is written where it is missing. Undefined when its text does not parse. */
export function withProxyMode(files: readonly ManifestFile[], mode: ProxyMode): readonly ManifestFile[] | undefined {
  const found = textOf(files, CONFIGURATION);
  if (found !== undefined) return withModeLine(files, found, mode);
  const target = files.find(({ name }) => name === CLUSTER) ?? files[0];
  if (target === undefined) return undefined;
  const { name, text } = target;
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const edited = { name, text: `${before}${before === '' ? '' : '---\n'}${configurationFor(mode)}` };
  return files.map((file) => (file === target ? edited : file));
}

/** The mode that a Node's own annotation asks for. */
export function nodeProxyModeOf(files: readonly ManifestFile[], node: string): ProxyMode | undefined {
  const word = textOf(files, objectKey('Node', '', node))?.document.getIn(OVERRIDE);
  return isMode(word) ? word : undefined;
}

/** The files with a mode of one Node's own, or (undefined) without. Undefined when no file names the Node. */
export function withNodeProxyMode(
  files: readonly ManifestFile[],
  node: string,
  mode: ProxyMode | undefined,
): readonly ManifestFile[] | undefined {
  const key = objectKey('Node', '', node);
  return mode === undefined ? (withoutField(files, key, OVERRIDE) ?? files) : withField(files, key, OVERRIDE, mode);
}
