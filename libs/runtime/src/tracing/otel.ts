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
 * The one module that loads OpenTelemetry; `startTracing` imports it when traces are on.
 *
 * It does not use the SDK's instrumentations, which patch modules as they load even when traces are off, or BullMQ's
 * telemetry, which makes spans of its polling. SDK 3 needs Node 22.15, so this is SDK 2.
 */
export function openRecorder(
  service: string,
  warn: (message: string) => void,
): { readonly recorder: Recorder; close(): Promise<void> } {
  diag.setLogger(warnings(warn), DiagLogLevel.WARN);
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
      const within = parent === undefined ? context.active() : remote(parent);
      return opened(tracer.startSpan(name, { kind: KINDS[kind], attributes }, within), within);
    },
    carried: () => {
      const carrier: { traceparent?: string } = {};
      propagation.inject(context.active(), carrier);
      return carrier.traceparent;
    },
  };
  return { recorder, close: () => Promise.race([provider.shutdown(), after(CLOSED_WITHIN_MS)]) };
}

function opened(span: OtelSpan, within: Context): OpenSpan {
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

/** What is no `traceparent` begins a trace of its own. */
function remote(traceparent: string): Context {
  return propagation.extract(context.active(), { traceparent });
}

/** A collector that is away fails every batch: that is said once a minute, without what was to be sent. */
function warnings(warn: (message: string) => void) {
  let saidAtMs = -Infinity;
  const say = (message: string) => {
    if (Date.now() - saidAtMs < WARN_EVERY_MS) return;
    saidAtMs = Date.now();
    warn(message.slice(0, 300));
  };
  const silent = () => undefined;
  return { error: say, warn: say, info: silent, debug: silent, verbose: silent };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
