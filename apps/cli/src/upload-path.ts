import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArchiveView } from '#libs/contracts';
import { ApiError, answered } from '#libs/client';
import { CliError, EXIT } from './exit-codes.js';
import { KeptUpload } from './kept-upload.js';
import { megabytes } from './output.js';
import { startProgress, type Progress } from './progress.js';
import type { Session } from './session.js';
import { Tus } from './tus.js';
import { uploadSource, type UploadSource } from './upload-source.js';

/** Waits after a broken connection; any byte that came through begins them anew. */
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000];

/**
 * Uploads an archive, or a folder that is packed on its way, and goes on where it stood after a broken connection, a
 * server that was away, and after this process was killed. Nothing is held in memory or on disk. What arrived is compared
 * with what was read by SHA-256.
 *
 * @throws CliError when there is nothing there, or something else arrived
 */
export async function uploadPath(session: Session, path: string, name?: string): Promise<ArchiveView> {
  const found = await uploadSource(path);
  const source = { ...found, name: name ?? found.name };
  const kept = new KeptUpload(session.settings.url, source.name, source.fingerprint);
  const progress = startProgress('upload', session.out.isJson);
  try {
    const upload = new PathUpload(session, source, progress);
    const { archive, sha256 } = await upload.run(kept);
    await kept.forget();
    if (archive.sha256 === sha256) return archive;
    await answered(session.api.DELETE('/v1/archives/{id}', { params: { path: { id: archive.id } } }));
    const why = `What arrived is not what ${path} holds now: it was changed meanwhile. Upload it again.`;
    throw new CliError(why, EXIT.refused, 'archive.checksum_mismatch');
  } catch (error) {
    // What the server refused is gone there, and would be refused again.
    if (error instanceof ApiError && error.code.startsWith('archive.')) await kept.forget();
    throw error;
  } finally {
    progress.stop();
  }
}

class PathUpload {
  private readonly tus: Tus;

  constructor(
    private readonly session: Session,
    private readonly source: UploadSource,
    private readonly progress: Progress,
  ) {
    this.tus = new Tus(session.settings.url, session.options);
  }

  async run(kept: KeptUpload): Promise<{ archive: ArchiveView; sha256: string }> {
    const known = await kept.find();
    let offset = known === null ? null : await this.tus.offset(known);
    let path = known ?? '';
    if (offset === null) {
      [path, offset] = [await this.tus.create(this.source.bytes, this.source.name), 0];
    } else this.session.out.note(`Going on at ${megabytes(offset)} of ${megabytes(this.source.bytes)}.`);
    await kept.keep(path);
    for (let failures = 0; ;) {
      try {
        return await this.sendFrom(path, offset);
      } catch (error) {
        const wait = WAITS_MS[failures];
        if (!mayPass(error)) throw error;
        if (wait === undefined) {
          this.session.out.note('The same command goes on with it once the server answers.');
          throw error;
        }
        await sleep(wait, undefined, { signal: this.session.signal });
        const now = await this.tus.offset(path).catch((again: unknown) => {
          if (mayPass(again)) return offset;
          throw again;
        });
        if (now === null) throw error;
        failures = now > offset ? 0 : failures + 1;
        offset = now;
      }
    }
  }

  /** Reads all of the source for its hash, and sends what stands from `offset` on. */
  private async sendFrom(path: string, offset: number): Promise<{ archive: ArchiveView; sha256: string }> {
    const { bytes } = this.source;
    const reading = new Reading(this.source, offset, (at) => {
      this.progress.update(at, bytes, `${megabytes(at)} of ${megabytes(bytes)}`);
    });
    try {
      // All of it is there, and the answer was lost.
      if (offset === bytes) {
        for await (const _ of reading.pieces()) continue;
        const id = path.slice(path.lastIndexOf('/') + 1);
        const archive = await answered(
          this.session.api.GET('/v1/archives/{id}', { params: { path: { id } } }),
        );
        return { archive, sha256: reading.sha256() };
      }
      const body = Readable.toWeb(Readable.from(reading.pieces())) as ReadableStream;
      const response = await this.tus.patch(path, offset, bytes, body);
      return { archive: (await response.json()) as ArchiveView, sha256: reading.sha256() };
    } catch (error) {
      throw reading.fault ?? error;
    }
  }
}

/** One pass over a source: its hash, and the pieces from an offset on. */
class Reading {
  /** Why the source could not be read, which a request reports as a broken connection. */
  fault: Error | null = null;
  private readonly hash = createHash('sha256');

  constructor(
    private readonly source: UploadSource,
    private readonly offset: number,
    private readonly told: (at: number) => void,
  ) {}

  async *pieces(): AsyncGenerator<Buffer> {
    const body = this.source.open();
    body.on('error', (error: Error) => {
      this.fault = new CliError(`${this.source.name} cannot be read: ${error.message}`, EXIT.broken);
    });
    let at = 0;
    try {
      for await (const piece of body as AsyncIterable<Buffer>) {
        this.hash.update(piece);
        const rest = piece.subarray(Math.max(0, this.offset - at));
        at += piece.length;
        if (at > this.source.bytes) break;
        if (rest.length > 0) yield rest;
        this.told(at);
      }
      if (at !== this.source.bytes)
        this.fault = new CliError(`${this.source.name} was changed while it was sent.`, EXIT.broken);
    } finally {
      body.destroy();
    }
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}

/** 409 and 423: the server has not noticed yet that an earlier connection is gone. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { status } = error;
  return status === null || status >= 500 || status === 409 || status === 423 || status === 429;
}
