import { createHash } from 'node:crypto';
import { z } from 'zod';
import { epochMetrics, SerenadeError } from '#libs/contracts';
import { concatBytes, float32At, float32Bytes } from '../float32-bytes.js';
import { sizeOf, type WeightTensor } from '../weight-tensor.js';
import type { BestEpoch, Checkpoint } from './checkpoint.js';

const MAGIC = 'SRNDCKP2';
const DIGEST_BYTES = 32;
const HEADER_START = MAGIC.length + 4;

const randomState = z.tuple([z.int(), z.int(), z.int(), z.int()]);

const header = z.strictObject({
  fingerprint: z.string(),
  epoch: z.int().nonnegative(),
  step: z.int().nonnegative(),
  randomStates: z.strictObject({ shuffle: randomState, dropout: randomState, augmentation: randomState }),
  history: z.array(epochMetrics),
  trainingSeconds: z.number().nonnegative(),
  best: z
    .strictObject({ epoch: z.int().positive(), validationUar: z.number(), validationLoss: z.number() })
    .nullable(),
  /** True if the checkpoint contains a moving average of the weights. */
  isAveraged: z.boolean(),
  /** All weights. The trained ones have two moments. */
  tensors: z.array(
    z.strictObject({ name: z.string(), shape: z.array(z.int().positive()), isTrained: z.boolean() }),
  ),
});

/**
 * Encodes a checkpoint as 8 bytes `SRNDCKP2`, the header's length (uint32, little-endian), the header (JSON), float32
 * numbers (weights, first moments, second moments, average, best weights), and the SHA-256 of all preceding bytes.
 */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { weights, firstMoments, secondMoments, average, best, randomStates, ...rest } = checkpoint;
  const { shuffle, dropout, augmentation } = randomStates;
  const trained = new Set(firstMoments.map(({ name }) => name));
  const head: z.infer<typeof header> = {
    ...rest,
    randomStates: { shuffle: [...shuffle], dropout: [...dropout], augmentation: [...augmentation] },
    history: [...rest.history],
    best: best && {
      epoch: best.epoch,
      validationUar: best.validationUar,
      validationLoss: best.validationLoss,
    },
    isAveraged: average !== null,
    tensors: weights.map(({ name, shape }) => ({ name, shape: [...shape], isTrained: trained.has(name) })),
  };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const sets = [weights, firstMoments, secondMoments, average ?? [], best?.weights ?? []];
  const numbers = float32Bytes(sets.flat().map(({ values }) => values));
  const content = concatBytes([Buffer.from(MAGIC), length, json, numbers]);
  return concatBytes([content, digest(content)]);
}

/** @throws SerenadeError `model.corrupt` when the bytes are truncated, changed, or not a checkpoint */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const stored = bytes.subarray(-DIGEST_BYTES);
  const content = bytes.subarray(0, -DIGEST_BYTES);
  if (content.length < HEADER_START || Buffer.compare(digest(content), stored) !== 0)
    throw corrupt('its checksum is wrong');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
  const { tensors, best, isAveraged, ...head } = parseHeader(bytes.subarray(0, HEADER_START + length));
  let offset = HEADER_START + length;
  const nextSet = (list: typeof tensors): WeightTensor[] =>
    list.map(({ name, shape }) => {
      const values = float32At(bytes, offset, shape);
      offset += 4 * sizeOf(shape);
      if (!values || offset > content.length) throw corrupt(`${name} is cut short`);
      return { name, shape, values };
    });
  const trained = tensors.filter(({ isTrained }) => isTrained);
  const [weights, firstMoments, secondMoments] = [nextSet(tensors), nextSet(trained), nextSet(trained)];
  const average = isAveraged ? nextSet(tensors) : null;
  const bestEpoch: BestEpoch | null = best && { ...best, weights: nextSet(tensors) };
  return { ...head, weights, firstMoments, secondMoments, average, best: bestEpoch };
}

function parseHeader(bytes: Uint8Array): z.infer<typeof header> {
  const text = new TextDecoder().decode(bytes.subarray(0, MAGIC.length));
  if (text !== MAGIC) throw corrupt('its first bytes are wrong');
  try {
    return header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(HEADER_START))));
  } catch (cause) {
    throw corrupt('its header cannot be read', cause);
  }
}

function digest(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

function corrupt(reason: string, cause?: unknown): SerenadeError {
  const message = `The checkpoint is damaged: ${reason}. Start without it.`;
  return new SerenadeError('model.corrupt', message, {}, { cause });
}
