import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeZip } from './write-zip.js';

describe('writeZip', () => {
  it('makes the same archive from the same clips', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'serenade-zip-'));
    const files = [{ name: 'a.wav', bytes: Buffer.from('a') }];
    await writeZip(join(folder, '1.zip'), files);
    await writeZip(join(folder, '2.zip'), files);
    expect(await readFile(join(folder, '1.zip'))).toEqual(await readFile(join(folder, '2.zip')));
    await rm(folder, { recursive: true });
  });
});
