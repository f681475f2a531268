import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../apps/local/src/places.js';
import type { NamedBytes } from '#libs/synthetic';
import { findOnPath } from '../services/binaries.js';

/** The folder of recordings and its `restore` script, or the reason why there is none. */
export type Recordings =
  { readonly folder: string; readonly missing: null } | { readonly folder: null; readonly missing: string };

/** Finds the recordings in SERENADE_DATA or, if that is not set, next to the checkout. */
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

/** Restores the WAV files of a corpus, or of some of its folders, into memory, with their published names. */
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
