import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openZip, readDirectory, type RandomAccessSource } from '#libs/archive';
import { writeZip } from '#libs/synthetic';
import { prepareZip } from './zip-folder.js';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'serenade-zip-'))));
afterEach(() => rm(folder, { recursive: true }));

async function namesIn(path: string): Promise<string[]> {
  const bytes = await readFile(path);
  const source: RandomAccessSource = {
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
  };
  const names: string[] = [];
  for await (const page of readDirectory(source, await openZip(source)))
    names.push(...page.map(({ name }) => name));
  return names;
}

describe('prepareZip', () => {
  it('packs a folder with its subfolders, in order of names', async () => {
    await mkdir(join(folder, 'in/Actor_01'), { recursive: true });
    await writeFile(join(folder, 'in/Actor_01/b.wav'), 'b');
    await writeFile(join(folder, 'in/Actor_01/a.wav'), 'a');
    await writeFile(join(folder, 'in/readme.txt'), 'r');
    const zip = await prepareZip(join(folder, 'in'), join(folder, 'out'));
    expect(await namesIn(zip)).toEqual(['Actor_01/a.wav', 'Actor_01/b.wav', 'readme.txt']);
  });

  it('uses a zip as it is', async () => {
    const zip = join(folder, 'given.zip');
    await writeZip(zip, [{ name: 'a.wav', bytes: Buffer.from('a') }]);
    expect(await prepareZip(zip, folder)).toBe(zip);
  });

  it('rejects a path that does not exist', async () => {
    await expect(prepareZip(join(folder, 'nowhere'), folder)).rejects.toMatchObject({ name: 'LocalError' });
    await expect(prepareZip(folder, join(folder, 'out'))).rejects.toMatchObject({ name: 'LocalError' });
  });
});
