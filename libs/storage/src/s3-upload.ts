import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';
import { PART_BYTES } from './object-store.js';

export interface UploadTarget {
  readonly Bucket: string;
  readonly Key: string;
  readonly ContentType: string | undefined;
}

/**
 * Writes a stream of unknown length. A stream that fits into one part takes one request; a longer one becomes a multipart
 * upload, which is aborted on failure.
 *
 * @aws-sdk/lib-storage allocates new 8 MiB buffers for each part and trusts a `size` that a stream happens to have.
 * With it the API peaked at 238 MB; with two buffers that alternate it stays below 210 MB (`npm run bench:upload`).
 */
export async function uploadStream(client: S3Client, target: UploadTarget, body: Readable): Promise<void> {
  const parts = splitIntoParts(body);
  const first = (await parts.next()).value ?? Buffer.alloc(0);
  if (first.length < PART_BYTES) {
    await client.send(new PutObjectCommand({ ...target, Body: first }));
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const place = { Bucket: target.Bucket, Key: target.Key, UploadId };
  try {
    const Parts = await sendParts(client, place, first, parts);
    await client.send(new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts } }));
  } catch (error) {
    // The first error is the one to report. If the abort fails too, the store keeps parts that no reader sees.
    await client.send(new AbortMultipartUploadCommand(place)).catch(() => undefined);
    throw error;
  }
}

/** Sends one part while the next one is read. */
async function sendParts(
  client: S3Client,
  place: { readonly Bucket: string; readonly Key: string; readonly UploadId: string | undefined },
  first: Buffer,
  rest: AsyncIterable<Buffer>,
): Promise<CompletedPart[]> {
  const sent: CompletedPart[] = [];
  const send = (Body: Buffer, PartNumber: number): Promise<void> => {
    const sending = client
      .send(new UploadPartCommand({ ...place, PartNumber, Body }))
      .then(({ ETag }) => void sent.push({ ETag, PartNumber }));
    sending.catch(() => undefined); // it may fail before it is awaited
    return sending;
  };
  let travelling = send(first, 1);
  try {
    for await (const part of rest) {
      await travelling; // before its buffer is reused
      travelling = send(part, sent.length + 1);
    }
  } finally {
    await travelling.catch(() => undefined); // no part may reach the store after the abort
  }
  await travelling;
  return sent;
}

/**
 * Splits a stream into parts; only the last may be smaller. A part is overwritten when the part after the next one is
 * requested, because two buffers alternate. A new buffer per part would leave garbage that V8, which sees only its own
 * heap, collects slowly.
 */
async function* splitIntoParts(body: Readable): AsyncGenerator<Buffer, void, undefined> {
  const buffers: Buffer[] = [];
  let turn = 0;
  let filled = 0;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    for (let at = 0; at < piece.length;) {
      const buffer = (buffers[turn] ??= Buffer.allocUnsafeSlow(PART_BYTES));
      const taken = piece.subarray(at, at + PART_BYTES - filled);
      buffer.set(taken, filled);
      at += taken.length;
      filled += taken.length;
      if (filled < PART_BYTES) continue;
      yield buffer;
      turn = 1 - turn;
      filled = 0;
    }
  }
  const last = buffers[turn];
  if (last !== undefined && filled > 0) yield last.subarray(0, filled);
}
