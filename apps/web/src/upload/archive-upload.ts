import { signal } from '@preact/signals';
import { Upload, type DetailedError } from 'tus-js-client';
import { API_URL, messageOf } from '../api/client.js';
import { suspectLoss } from '../api/connection.js';
import { key, keyWanted } from '../api/key.js';
import { Speed } from './speed.js';

export interface UploadState {
  readonly phase: 'sending' | 'paused' | 'done' | 'failed';
  readonly sentBytes: number;
  readonly bytesPerSecond: number | null;
  readonly error: string | null;
  /** Id of the archive, once it exists. */
  readonly archiveId: string | null;
}

/** Delays before retrying after a temporary error. */
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];
const MOST_BREAKS = 5;

/**
 * Uploads one archive, resumable by tus 1.0. After a reload, uploading the same file resumes it: the browser keeps
 * the upload's address until it is done.
 */
export class ArchiveUpload {
  readonly state = signal<UploadState>({
    phase: 'sending',
    sentBytes: 0,
    bytesPerSecond: null,
    error: null,
    archiveId: null,
  });
  private readonly upload: Upload;
  private speed = new Speed();
  /** Connections that broke in a row without a byte sent between them. */
  private breaks = 0;

  constructor(readonly file: File) {
    this.upload = new Upload(file, {
      endpoint: `${API_URL}/v1/uploads`,
      metadata: { filename: file.name },
      retryDelays: RETRY_MS,
      removeFingerprintOnSuccess: true,
      // Read for each request, so that a key entered in the meantime applies.
      onBeforeRequest: (request) => {
        if (key.value !== null) request.setHeader('Authorization', `Bearer ${key.value}`);
      },
      // Without a response, waiting does not help until the server is back.
      onShouldRetry: ({ originalResponse }) => isTemporary(originalResponse?.getStatus()),
      onProgress: (sentBytes) => {
        if (sentBytes > this.state.value.sentBytes) this.breaks = 0;
        this.speed.note(sentBytes, performance.now());
        this.change({ sentBytes, bytesPerSecond: this.speed.bytesPerSecond });
      },
      onSuccess: () => this.change({ phase: 'done', sentBytes: file.size, archiveId: this.archiveId() }),
      onError: (error) => void this.fail(error),
    });
  }

  async start(): Promise<void> {
    const [previous] = await this.upload.findPreviousUploads().catch(() => []);
    if (previous !== undefined) this.upload.resumeFromPreviousUpload(previous);
    if (this.state.value.phase === 'sending') this.upload.start();
  }

  pause(): void {
    void this.upload.abort();
    this.change({ phase: 'paused', bytesPerSecond: null });
  }

  resume(): void {
    this.speed = new Speed();
    this.change({ phase: 'sending', error: null });
    this.upload.start();
  }

  /** Abandons the upload and deletes its data on the server. */
  async giveUp(): Promise<void> {
    await this.upload.abort(true).catch(() => undefined); // the server expires the rest
  }

  /** Returns the id of the archive, which is also the id of its upload. */
  private archiveId(): string | null {
    return this.upload.url?.split('/').at(-1) ?? null;
  }

  private async fail(error: Error | DetailedError): Promise<void> {
    const response = 'originalResponse' in error ? error.originalResponse : null;
    if (response === null && ++this.breaks <= MOST_BREAKS) {
      this.change({ bytesPerSecond: null });
      await suspectLoss(API_URL);
      await new Promise((resolve) => setTimeout(resolve, 1_000 * (this.breaks - 1)));
      if (this.state.value.phase === 'sending') this.resume();
      return;
    }
    const message =
      parseDetail(response?.getBody()) ??
      (response === null ? 'The server is unreachable.' : messageOf(error));
    if (response?.getStatus() === 401) keyWanted.value = message;
    this.change({ phase: 'failed', error: message, bytesPerSecond: null });
  }

  private change(change: Partial<UploadState>): void {
    this.state.value = { ...this.state.value, ...change };
  }
}

/** Returns true if the same request may succeed a little later. */
function isTemporary(status: number | undefined): boolean {
  return status !== undefined && (status === 409 || status === 423 || status === 429 || status >= 500);
}

/** Returns the detail of a problem document; null if the body is none. */
function parseDetail(body: string | undefined): string | null {
  try {
    const { detail } = JSON.parse(body ?? '') as { detail?: unknown };
    return typeof detail === 'string' ? detail : null;
  } catch {
    return null;
  }
}
