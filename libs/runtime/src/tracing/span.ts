export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Who begins it and who waits for it, as OpenTelemetry tells them apart. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** A `traceparent` (W3C Trace Context) of another process; default: the span in which this one is begun. */
  readonly parent?: string | undefined;
}

/** A stretch of work that a trace shows. */
export interface Span {
  set(attributes: Attributes): void;
}

/** A span whose end is told by hand: `run` makes it the one in which others are begun. */
export interface OpenSpan extends Span {
  run<T>(work: () => T): T;
  /** @param code what went wrong, as an error code or a status */
  fail(code: string): void;
  end(): void;
}

/** What makes spans. It is there only while traces are on. */
export interface Recorder {
  begin(name: string, options: SpanOptions): OpenSpan;
  /** The `traceparent` of the span under way, for another process. */
  carried(): string | undefined;
}

const UNSEEN: OpenSpan = {
  set: () => undefined,
  run: (work) => work(),
  fail: () => undefined,
  end: () => undefined,
};

let recorder: Recorder | null = null;

/** Of the whole process, since the span under way is too. */
export function record(made: Recorder | null): void {
  recorder = made;
}

export function isTracing(): boolean {
  return recorder !== null;
}

/** The span under way as a `traceparent`; undefined while traces are off. */
export function carriedTrace(): string | undefined {
  return recorder?.carried();
}

export function beginSpan(name: string, options: SpanOptions = {}): OpenSpan {
  return recorder?.begin(name, options) ?? UNSEEN;
}

/** Does the work within a span, which fails as the work fails; while traces are off it does nothing else. */
export async function inSpan<T>(
  name: string,
  options: SpanOptions & {
    /** Errors that are no failure. */ readonly expects?: (error: unknown) => boolean;
  },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  if (recorder === null) return work(UNSEEN);
  const span = recorder.begin(name, options);
  try {
    return await span.run(() => work(span));
  } catch (error) {
    if (options.expects?.(error) !== true) span.fail(codeOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Never the message: it may tell more than a trace should keep. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
