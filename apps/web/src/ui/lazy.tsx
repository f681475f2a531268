import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { reconnections } from '../api/connection.js';
import { messageOf } from '../api/client.js';
import { Loading, Problem } from './note.js';

/** Wraps a component whose code is loaded when it is first shown. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [, setLoads] = useState(0);
    const [error, setError] = useState<string | null>(null);
    const attempt = () => {
      setError(null);
      load().then(
        (component) => {
          loaded = component;
          setLoads((before) => before + 1);
        },
        (reason: unknown) => setError(messageOf(reason)),
      );
    };
    useEffect(() => {
      if (loaded === null) attempt();
    }, [reconnections.value]);
    if (error !== null) return <Problem message={error} onRetry={attempt} />;
    if (loaded === null) return <Loading what="the page" />;
    const Loaded = loaded;
    return <Loaded {...props} />;
  };
}
