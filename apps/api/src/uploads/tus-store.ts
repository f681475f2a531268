import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import { asSerenadeError, idPattern, uploadArchiveQuery, type UploadRecord } from '#libs/contracts';
import { PART_BYTES, uploadKeys, type ObjectStore, type Uploads } from '#libs/storage';
import { RunningHash } from './running-hash.js';
import { newUpload, type UploadsService } from './uploads.service.js';

const NOT_FOUND = { status_code: 404, body: 'The upload does not exist.\n' };

/**
 * Stores tus uploads in the parts of the object store, without temporary files and with one part's buffer per request.
 * Received bytes are kept in full parts and a tail. The record states how many of them count, so a process that is killed
 * between two writes loses at most one part, which the client sends again.
 *
 * The package @tus/s3-store writes every part to a temporary file, and both it and @tus/file-store leave the SHA-256
 * to a second read of the whole upload. Here the state of the hash is saved with each part (hash-wasm; Node cannot
 * save its own).
 */
export class TusStore extends DataStore {
  constructor(
    private readonly store: ObjectStore,
    private readonly uploads: Uploads,
    private readonly service: UploadsService,
    private readonly keptMs: number,
  ) {
    super();
    this.extensions = [
      'creation',
      'creation-with-upload',
      'creation-defer-length',
      'termination',
      'expiration',
    ];
  }

  override async create(upload: Upload): Promise<Upload> {
    const {
      owner = '',
      filename,
      name,
      sha256,
      expiresAt,
      nameEncoding,
      ...metadata
    } = upload.metadata ?? {};
    const asked = uploadArchiveQuery.safeParse({
      name: filename ?? name ?? undefined,
      sha256: sha256 ?? undefined,
      expiresAt: expiresAt ?? undefined,
      nameEncoding: nameEncoding ?? undefined,
    });
    if (!asked.success) {
      const faults = asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      throw { status_code: 400, body: `Upload-Metadata: ${faults.join('; ')}\n` }; // eslint-disable-line @typescript-eslint/only-throw-error -- @tus/server takes a status as a plain object
    }
    await this.service.keepRoom({ id: upload.id, owner: owner ?? '' }, upload.size ?? 0);
    const { uploadId } = await this.store.parts.begin(uploadKeys.parts({ id: upload.id, partsId: '' }).key);
    const begun = {
      id: upload.id,
      owner: owner ?? '',
      kind: 'tus',
      sizeBytes: upload.size ?? null,
      metadata: { ...metadata, filename: asked.data.name },
      partBytes: PART_BYTES,
      partsId: uploadId,
      hashState: (await RunningHash.from(null)).save(),
    } as const;
    const record = newUpload(begun, asked.data);
    await this.uploads.save(record);
    return asUpload(record);
  }

  override async getUpload(id: string): Promise<Upload> {
    return asUpload(await this.find(id));
  }

  override async declareUploadLength(id: string, size: number): Promise<void> {
    const record = await this.find(id);
    await this.service.keepRoom(record, size);
    await this.uploads.save({ ...record, sizeBytes: size });
  }

  override async remove(id: string): Promise<void> {
    await this.service.remove(await this.find(id));
  }

  /** Stores the received bytes, even if the client disconnects. @returns the number of stored bytes */
  override async write(body: Readable, id: string): Promise<number> {
    let record = await this.find(id);
    if (record.isWhole) return receivedBytes(record);
    await this.service.keepRoom(record, record.sizeBytes ?? receivedBytes(record));
    const hash = await RunningHash.from(record.hashState);
    const buffer = Buffer.allocUnsafeSlow(PART_BYTES);
    let filled = await this.readTail(record, buffer);
    const putPart = async (bytes: Buffer): Promise<void> => {
      // The client did not announce a length, so room is claimed as bytes arrive.
      if (record.sizeBytes === null)
        await this.service.keepRoom(record, record.parts * PART_BYTES + bytes.length);
      await this.store.parts.put(partsOf(record), record.parts + 1, bytes);
      hash.update(bytes);
      record = { ...record, ...now(), parts: record.parts + 1, tailBytes: 0, hashState: hash.save() };
    };
    let failure: unknown = null;
    try {
      for await (const piece of body as AsyncIterable<Buffer>) {
        for (let at = 0; at < piece.length;) {
          const taken = piece.subarray(at, at + PART_BYTES - filled);
          buffer.set(taken, filled);
          at += taken.length;
          filled += taken.length;
          if (filled < PART_BYTES) continue;
          await putPart(buffer);
          await this.uploads.save(record);
          filled = 0;
        }
      }
    } catch (error) {
      failure = error;
    }
    const received = record.parts * PART_BYTES + filled;
    const rest = buffer.subarray(0, filled);
    if (received === record.sizeBytes) {
      if (filled > 0) await putPart(rest);
      record = { ...record, isWhole: true };
    } else if (filled > 0) {
      await this.store.put(uploadKeys.tail(id), rest);
      record = { ...record, ...now(), tailBytes: filled };
    }
    await this.uploads.save(record);
    if (failure !== null) throw asSerenadeError(failure, 'request.aborted');
    return received;
  }

  override getExpiration(): number {
    return this.keptMs;
  }

  override deleteExpired(): Promise<number> {
    return this.uploads.sweep(new Date(Date.now() - this.keptMs));
  }

  /** @returns how many bytes of the buffer it fills */
  private async readTail({ id, tailBytes }: UploadRecord, buffer: Buffer): Promise<number> {
    if (tailBytes === 0) return 0;
    const tail = await this.store.getRange(uploadKeys.tail(id), 0, tailBytes);
    buffer.set(tail);
    return tail.length;
  }

  private async find(id: string): Promise<UploadRecord> {
    const record = idPattern('archive').test(id) ? await this.uploads.find(id) : null;
    if (record?.kind !== 'tus') throw NOT_FOUND; // eslint-disable-line @typescript-eslint/only-throw-error -- @tus/server takes a status as a plain object
    return record;
  }
}

/** Returns how many bytes of a tus upload are stored. */
function receivedBytes({ isWhole, sizeBytes, parts, tailBytes }: UploadRecord): number {
  return isWhole && sizeBytes !== null ? sizeBytes : parts * PART_BYTES + tailBytes;
}

const partsOf = (record: UploadRecord) => uploadKeys.parts(record);
const now = () => ({ touchedAt: new Date().toISOString() });

/** Converts a record. The date is that of the last received bytes, because idle uploads expire. */
function asUpload(record: UploadRecord): Upload {
  const { id, sizeBytes, metadata, touchedAt } = record;
  return new Upload({
    id,
    ...(sizeBytes === null ? {} : { size: sizeBytes }),
    offset: receivedBytes(record),
    metadata: { ...metadata },
    creation_date: touchedAt,
  });
}
