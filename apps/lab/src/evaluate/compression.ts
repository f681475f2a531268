import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '#libs/contracts';
import type { Compression } from '#libs/model';
import { folderOf, type Evaluating } from './evaluating.js';
import type { PlannedRun } from './plan.js';

/** Reads the model to compress from the folder of its training. Returns null if nothing is compressed. */
export async function compressionOf(
  { options, parent }: Evaluating,
  run: PlannedRun,
): Promise<Compression | null> {
  const { compress: method, out } = options;
  if (parent === null || method === null) return null;
  const folder = folderOf(out, parent, run);
  const json = await readFile(join(folder, 'model.json'));
  const weights = await readFile(join(folder, 'weights.bin'));
  return { parent: { kind: 'network', saved: { json, weights, weightsSha256: sha256Hex(weights) } }, method };
}
