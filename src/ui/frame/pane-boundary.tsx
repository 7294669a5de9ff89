import { Component, type ReactNode } from 'react';

interface Props {
  /** The pane's name, as its heading says it. */
  readonly pane: string;
  readonly children: ReactNode;
}

interface State {
  readonly fault: string | undefined;
}

/** Keeps a fault inside its pane: the other panes go on, and the text is kept. */
export class PaneBoundary extends Component<Props, State> {
  override state: State = { fault: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    return (
      <div className="pane-fault" role="alert">
        <div className="empty wrong">
          <b>{this.props.pane} stopped</b>
          <span>This is a fault of Portolan, not of your manifests. Your text is kept.</span>
          <code className="mono">{fault}</code>
          <span>
            <button type="button" className="button" onClick={() => this.setState({ fault: undefined })}>
              Show it again
            </button>
          </span>
        </div>
      </div>
    );
  }
}
