import {
  DiagLogLevel,
  SpanKind as OtelKind,
  SpanStatusCode,
  context,
  diag,
  propagation,
  trace,
  type Context,
  type Span as OtelSpan,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { OpenSpan, Recorder, SpanKind } from './span.js';

const CLOSED_WITHIN_MS = 2_000;
const WARN_EVERY_MS = 60_000;

const KINDS: Readonly<Record<SpanKind, OtelKind>> = {
  internal: OtelKind.INTERNAL,
  server: OtelKind.SERVER,
  client: OtelKind.CLIENT,
  producer: OtelKind.PRODUCER,
  consumer: OtelKind.CONSUMER,
};

/**
 * Opens the recorder. This is the only module that loads OpenTelemetry; `startTracing` imports it if tracing is on.
 * It uses neither the SDK's instrumentations, which patch modules even if tracing is off, nor BullMQ's telemetry, which
 * creates spans for polling. SDK 3 requires Node 22.15, so this is SDK 2.
 */
export function openRecorder(
  service: string,
  warn: (message: string) => void,
): { readonly recorder: Recorder; close(): Promise<void> } {
  diag.setLogger(throttleWarnings(warn), DiagLogLevel.WARN);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `serenade-${service}` }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  const tracer = provider.getTracer('serenade');
  const recorder: Recorder = {
    begin: (name, { kind = 'internal', attributes = {}, parent }) => {
      // Without a valid `traceparent`, this is the active context.
      const within = propagation.extract(context.active(), { traceparent: parent });
      return openSpan(tracer.startSpan(name, { kind: KINDS[kind], attributes }, within), within);
    },
    carried: () => {
      const carrier: { traceparent?: string } = {};
      propagation.inject(context.active(), carrier);
      return carrier.traceparent;
    },
  };
  return { recorder, close: () => Promise.race([provider.shutdown(), resolveAfter(CLOSED_WITHIN_MS)]) };
}

function openSpan(span: OtelSpan, within: Context): OpenSpan {
  const inside = trace.setSpan(within, span);
  return {
    set: (attributes) => void span.setAttributes(attributes),
    run: (work) => context.with(inside, work),
    fail: (code) => {
      span.setAttribute('error.type', code);
      span.setStatus({ code: SpanStatusCode.ERROR, message: code });
    },
    end: () => span.end(),
  };
}

/** Reports failures at most once a minute, without the data: an unreachable collector fails every batch. */
function throttleWarnings(warn: (message: string) => void) {
  let warnedAtMs = -Infinity;
  const say = (message: string) => {
    if (Date.now() - warnedAtMs < WARN_EVERY_MS) return;
    warnedAtMs = Date.now();
    warn(message.slice(0, 300));
  };
  const silent = () => undefined;
  return { error: say, warn: say, info: silent, debug: silent, verbose: silent };
}

function resolveAfter(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
