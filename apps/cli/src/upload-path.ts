import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArchiveView, NameEncoding } from '#libs/contracts';
import { ApiError } from '#libs/client';
import { megabytes, startProgress, type Progress } from '#libs/terminal';
import { CliError, EXIT } from './exit-codes.js';
import { KeptUpload } from './kept-upload.js';
import type { Session } from './session.js';
import { Tus } from './tus.js';
import { openSource, type UploadSource } from './upload-source.js';

/** Waits before each retry after a broken connection. They start over once the server has received another byte. */
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000];

interface UploadOptions {
  /** The name of the archive; default: that of the file or folder. */
  readonly name?: string | undefined;
  readonly nameEncoding?: NameEncoding | undefined;
}

/**
 * Uploads an archive, or a folder as a zip that is packed while it is sent. The upload resumes after a broken
 * connection and a server outage, and the next command resumes it if this process is killed. At the end, the SHA-256 of
 * the sent bytes must equal that of the archive that the server received.
 *
 * @throws CliError if the path does not exist, or if the archive that arrived differs
 */
export async function uploadPath(
  session: Session,
  path: string,
  { name, nameEncoding }: UploadOptions = {},
): Promise<ArchiveView> {
  const found = await openSource(path);
  const source = { ...found, name: name ?? found.name };
  for (const left of source.leftOut)
    session.out.note(`Left out ${left}: its name is not UTF-8. Rename it, and upload it again.`);
  const kept = new KeptUpload(session.settings.url, source.name, source.fingerprint);
  const progress = startProgress('upload', session.out.isJson ? null : process.stderr);
  try {
    const upload = new PathUpload(session, source, progress, nameEncoding);
    const { archive, sha256 } = await upload.run(kept);
    await kept.forget();
    if (archive.sha256 === sha256) return archive;
    await session.api.call('DELETE /v1/archives/{id}', { params: { id: archive.id } });
    const why = `${path} changed while it was uploaded, so the archive was deleted. Upload it again.`;
    throw new CliError(why, EXIT.refused, 'archive.checksum_mismatch');
  } catch (error) {
    // The server refused the archive and deleted the upload, so there is nothing to resume.
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
    private readonly nameEncoding: NameEncoding | undefined,
  ) {
    this.tus = new Tus(session.settings.url, session.options);
  }

  async run(kept: KeptUpload): Promise<{ archive: ArchiveView; sha256: string }> {
    const known = await kept.find();
    let offset = known === null ? null : await this.tus.offset(known);
    let path = known ?? '';
    if (offset === null) {
      [path, offset] = [await this.tus.create(this.source.bytes, this.source.name, this.nameEncoding), 0];
    } else this.session.out.note(`Resuming at ${megabytes(offset)} of ${megabytes(this.source.bytes)}.`);
    await kept.keep(path);
    for (let failures = 0; ;) {
      try {
        return await this.sendFrom(path, offset);
      } catch (error) {
        const wait = WAITS_MS[failures];
        if (!isTemporary(error)) throw error;
        if (wait === undefined) {
          this.session.out.note('Run the same command again to resume the upload once the server answers.');
          throw error;
        }
        await sleep(wait, undefined, { signal: this.session.signal });
        const now = await this.tus.offset(path).catch((again: unknown) => {
          if (isTemporary(again)) return offset;
          throw again;
        });
        if (now === null) throw error;
        failures = now > offset ? 0 : failures + 1;
        offset = now;
      }
    }
  }

  /** Reads the whole source for its hash, and sends the bytes from `offset` on. */
  private async sendFrom(path: string, offset: number): Promise<{ archive: ArchiveView; sha256: string }> {
    const { bytes } = this.source;
    const reading = new Reading(this.source, offset, (at) => {
      this.progress.update(at, bytes, `${megabytes(at)} of ${megabytes(bytes)}`);
    });
    try {
      // All bytes arrived, but the response was lost.
      if (offset === bytes) {
        for await (const _ of reading.pieces()) continue;
        const id = path.slice(path.lastIndexOf('/') + 1);
        const archive = await this.session.api.call('GET /v1/archives/{id}', { params: { id } });
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

/** Reads a source once: hashes all of it and yields the bytes from an offset on. */
class Reading {
  /** The error of the source, if it has one. The request itself reports only a broken connection. */
  fault: Error | null = null;
  private readonly hash = createHash('sha256');

  constructor(
    private readonly source: UploadSource,
    private readonly offset: number,
    private readonly onRead: (at: number) => void,
  ) {}

  async *pieces(): AsyncGenerator<Buffer> {
    const body = this.source.open();
    body.on('error', (error: Error) => {
      this.fault = new CliError(`Cannot read ${this.source.name}: ${error.message}`, EXIT.broken);
    });
    let at = 0;
    try {
      for await (const piece of body as AsyncIterable<Buffer>) {
        this.hash.update(piece);
        const rest = piece.subarray(Math.max(0, this.offset - at));
        at += piece.length;
        if (at > this.source.bytes) break;
        if (rest.length > 0) yield rest;
        this.onRead(at);
      }
      if (at !== this.source.bytes)
        this.fault = new CliError(
          `${this.source.name} changed while it was sent. Upload it again.`,
          EXIT.broken,
        );
    } finally {
      body.destroy();
    }
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}

/** Returns true if a retry may help. 409 and 423 mean that the server still holds an earlier connection. */
function isTemporary(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { status } = error;
  return status === null || status >= 500 || status === 409 || status === 423 || status === 429;
}
