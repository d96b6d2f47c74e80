import { Component, type ReactNode } from "react";

import { asGlossError } from "@/api/errors";
import { ErrorNotice } from "@/design";

interface PanelBoundaryProps {
  children: ReactNode;
}

/** A panel that fails must not take the work area with it. */
export class PanelBoundary extends Component<PanelBoundaryProps, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <ErrorNotice error={asGlossError(error)} onRetry={() => this.setState({ error: null })} />;
  }
}
