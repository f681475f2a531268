import { record } from './span.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Traces {
  /** Sends what is recorded; gives up after two seconds, so that no collector keeps a process from ending. */
  close(): Promise<void>;
}

/** By OpenTelemetry's own variables: somewhere to send to is named, and nothing says not to. */
function isWanted(env: Environment): boolean {
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '';
  const isOff = env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || env['OTEL_TRACES_EXPORTER'] === 'none';
  return endpoint.trim() !== '' && !isOff;
}

/**
 * Records spans and sends them by OTLP over HTTP, where `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector. Otherwise not even
 * the modules are loaded. The other `OTEL_*` variables of the SDK (sampler, headers, batches, resource) count as well.
 *
 * @param service name of the process in the traces, unless OTEL_SERVICE_NAME says another
 * @param warn told of spans that could not be sent
 * @returns null when traces are off
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
