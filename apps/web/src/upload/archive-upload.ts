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
  /** Of the archive, once there is one. */
  readonly archiveId: string | null;
}

/** After an answer that something is not right for the moment. */
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];
const MOST_BREAKS = 5;

/**
 * One archive on its way, resumable by tus 1.0. After a reload the same file goes on where it was: its address is kept
 * by the browser until the upload is done.
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
  /** Connections that broke one after the other without a byte between them. */
  private breaks = 0;

  constructor(readonly file: File) {
    this.upload = new Upload(file, {
      endpoint: `${API_URL}/v1/uploads`,
      metadata: { filename: file.name },
      retryDelays: RETRY_MS,
      removeFingerprintOnSuccess: true,
      // Read for each request, so that a key that was entered meanwhile counts.
      onBeforeRequest: (request) => {
        if (key.value !== null) request.setHeader('Authorization', `Bearer ${key.value}`);
      },
      // Without an answer it is not time that has to pass, but the server that has to come back.
      onShouldRetry: ({ originalResponse }) => isForTheMoment(originalResponse?.getStatus()),
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

  /** Gives it up, and what the server has of it. */
  async giveUp(): Promise<void> {
    await this.upload.abort(true).catch(() => undefined); // what is left of it expires
  }

  /** An upload's id is that of the archive it becomes. */
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
    const told =
      detailOf(response?.getBody()) ??
      (response === null ? 'The server cannot be reached.' : messageOf(error));
    if (response?.getStatus() === 401) keyWanted.value = told;
    this.change({ phase: 'failed', error: told, bytesPerSecond: null });
  }

  private change(change: Partial<UploadState>): void {
    this.state.value = { ...this.state.value, ...change };
  }
}

/** Whether the same request may do better a little later. */
function isForTheMoment(status: number | undefined): boolean {
  return status !== undefined && (status === 409 || status === 423 || status === 429 || status >= 500);
}

/** What a problem document says, if the body is one. */
function detailOf(body: string | undefined): string | null {
  try {
    const { detail } = JSON.parse(body ?? '') as { detail?: unknown };
    return typeof detail === 'string' ? detail : null;
  } catch {
    return null;
  }
}
