import { type ReactNode, useState } from 'react';
import { type ProxyMode, setProxyMode, useTextFact } from '../store/index.ts';

const MODES: readonly ProxyMode[] = ['iptables', 'nftables'];

/** How kube-proxy writes its rules, on every node without a mode of its own: the configuration's text is edited. */
export function ModeSwitch(): ReactNode {
  const mode = useTextFact('proxy mode', '');
  const [refused, setRefused] = useState(false);
  const choose = async (wanted: ProxyMode): Promise<void> => setRefused(!(await setProxyMode(wanted)));
  return (
    <label className="mode-switch">
      <span className="mode-name">kube-proxy</span>
      <select
        aria-label="Mode of kube-proxy"
        aria-invalid={refused}
        title={
          refused
            ? 'The text of kube-system/kube-proxy does not parse: set the mode there'
            : 'Edits kube-system/kube-proxy in the manifests'
        }
        value={mode ?? 'iptables'}
        onChange={(event) => void choose(event.target.value as ProxyMode)}
      >
        {MODES.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}
