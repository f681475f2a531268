import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../apps/local/src/places.js';
import type { NamedBytes } from '#libs/synthetic';
import { findOnPath } from '../services/binaries.js';

/** The folder of recordings and its `restore` script, or why there is none. */
export type Recordings =
  { readonly folder: string; readonly missing: null } | { readonly folder: null; readonly missing: string };

/** SERENADE_DATA names the folder; without it, one that stands beside the checkout is taken. */
export async function findRecordings(): Promise<Recordings> {
  const named = process.env['SERENADE_DATA'];
  const folder = resolve(named ?? join(ROOT, '../shared/data'));
  if (!existsSync(join(folder, 'restore'))) {
    const how = named === undefined ? 'set SERENADE_DATA to their folder' : `${folder} has no restore script`;
    return { folder: null, missing: `no recordings: ${how}` };
  }
  if ((await findOnPath('flac')) === null)
    return { folder: null, missing: 'the program flac, which unpacks the recordings, is not on PATH' };
  return { folder, missing: null };
}

/** WAV files of a corpus (all of it, or some of its folders), their names as published. Held in memory. */
export async function restoreClips(
  folder: string,
  corpus: string,
  folders: readonly string[] = [],
): Promise<NamedBytes[]> {
  const target = await mkdtemp(join(tmpdir(), 'serenade-e2e-clips-'));
  try {
    await promisify(execFile)(join(folder, 'restore'), [target, corpus, ...folders]);
    const root = join(target, corpus);
    const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.wav')).sort();
    return await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(root, name)) })));
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}
