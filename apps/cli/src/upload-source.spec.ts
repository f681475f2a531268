import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSource } from './upload-source.js';

async function folderOf(files: readonly Buffer[]) {
  const path = await mkdtemp(join(tmpdir(), 'serenade-folder-'));
  await mkdir(join(path, 'calls'));
  for (const name of files) await writeFile(Buffer.concat([Buffer.from(`${path}/`), name]), 'sound');
  return { path, [Symbol.asyncDispose]: () => rm(Buffer.from(path), { recursive: true, force: true }) };
}

const latin1 = (name: string) => Buffer.from(name, 'latin1');

it.skipIf(process.platform !== 'linux')('leaves out names that are not UTF-8, and names them', async () => {
  await using folder = await folderOf([
    Buffer.from('calls/a.wav'),
    Buffer.from('J\u00f6rg.wav'),
    latin1('calls/f\u00fcr.wav'),
    latin1('M\u00e4rz.wav'),
  ]);
  await mkdir(Buffer.concat([Buffer.from(`${folder.path}/`), latin1('\u00fcber')]));
  const source = await openSource(folder.path);
  expect([...source.leftOut].sort()).toEqual(
    ['M\\xe4rz.wav', 'calls/f\\xfcr.wav', '\\xfcber'].map((name) => join(folder.path, name)).sort(),
  );
  let bytes = 0;
  for await (const piece of source.open()) bytes += (piece as Buffer).length;
  expect(bytes).toBe(source.bytes);
});

it.skipIf(process.platform !== 'linux')('says what to rename if no name is UTF-8', async () => {
  await using folder = await folderOf([latin1('f\u00fcr.wav')]);
  await expect(openSource(folder.path)).rejects.toThrow(/no files whose names are UTF-8.*f\\xfcr\.wav/);
});
