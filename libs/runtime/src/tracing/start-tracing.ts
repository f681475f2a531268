import { record } from './span.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Traces {
  /** Sends recorded spans. It gives up after two seconds, so an unreachable collector does not block the exit. */
  close(): Promise<void>;
}

/** Returns true if OpenTelemetry's own variables name an endpoint and do not disable tracing. */
function isWanted(env: Environment): boolean {
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '';
  const isOff = env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || env['OTEL_TRACES_EXPORTER'] === 'none';
  return endpoint.trim() !== '' && !isOff;
}

/**
 * Records spans and sends them by OTLP over HTTP if `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector. Otherwise it loads
 * no module of OpenTelemetry. The other `OTEL_*` variables (sampler, headers, batches, resource) apply too.
 *
 * @param service name of the process in traces, unless OTEL_SERVICE_NAME is set
 * @param warn called if spans could not be sent
 * @returns null if tracing is off
 */
export async function startTracing(
  service: string,
  env: Environment,
  warn: (message: string) => void,
): Promise<Traces | null> {
  if (!isWanted(env)) return null;
  const { openRecorder } = await import('./otel.js');
  const opened = openRecorder(service, warn);
  record(opened.recorder);
  return {
    close: async () => {
      record(null);
      await opened.close();
    },
  };
}
