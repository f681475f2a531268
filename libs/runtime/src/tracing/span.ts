export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Role of a span in a request, as OpenTelemetry defines it. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** The `traceparent` (W3C Trace Context) of another process; default: the current span. */
  readonly parent?: string | undefined;
}

/** A unit of work that a trace shows. */
export interface Span {
  set(attributes: Attributes): void;
}

/** A span that the caller ends explicitly; `run` makes it the current span. */
export interface OpenSpan extends Span {
  run<T>(work: () => T): T;
  /** @param code the error code or status of the failure */
  fail(code: string): void;
  end(): void;
}

/** Creates spans. It exists only while tracing is on. */
export interface Recorder {
  begin(name: string, options: SpanOptions): OpenSpan;
  /** Returns the `traceparent` of the current span, for another process. */
  carried(): string | undefined;
}

const UNSEEN: OpenSpan = {
  set: () => undefined,
  run: (work) => work(),
  fail: () => undefined,
  end: () => undefined,
};

let recorder: Recorder | null = null;

/** Sets the recorder of the whole process, because the current span is global too. */
export function record(made: Recorder | null): void {
  recorder = made;
}

export function isTracing(): boolean {
  return recorder !== null;
}

/** Returns the current span as a `traceparent`; undefined if tracing is off. */
export function captureTrace(): string | undefined {
  return recorder?.carried();
}

export function beginSpan(name: string, options: SpanOptions = {}): OpenSpan {
  return recorder?.begin(name, options) ?? UNSEEN;
}

/** Runs work within a span that fails if the work fails. If tracing is off, it only runs the work. */
export async function inSpan<T>(
  name: string,
  options: SpanOptions & {
    /** Returns true for errors that are not failures. */ readonly expects?: (error: unknown) => boolean;
  },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  if (recorder === null) return work(UNSEEN);
  const span = recorder.begin(name, options);
  try {
    return await span.run(() => work(span));
  } catch (error) {
    if (options.expects?.(error) !== true) span.fail(findCode(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Returns a code for an error, never its message, which may contain more than a trace should keep. */
function findCode(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
