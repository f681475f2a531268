import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { isClip, packTar, type PlacedFile } from './folder-tar.js';

const placed = (path: string, text: string): PlacedFile => ({
  path,
  file: new File([text], path.split('/').at(-1) ?? '', { lastModified: 7 }),
});
const long = `calls/${'sehr-'.repeat(30)}lang.wav`;

it('is readable by tar, with long names and non-Latin letters', async () => {
  const files = [
    placed('calls/2.wav', 'second'),
    placed(long, 'x'.repeat(513)),
    placed('calls/ärger.wav', 'angry'),
  ];
  const tar = packTar(files, 'calls.tar');
  const input = Buffer.from(await tar.arrayBuffer());
  expect(input.length % 512).toBe(0);
  const list = execFileSync('tar', ['--quoting-style=literal', '-tf', '-'], { input, encoding: 'utf8' });
  expect(list.trim().split('\n')).toEqual(['calls/2.wav', long, 'calls/ärger.wav']);
  const text = execFileSync('tar', ['-xOf', '-', long], { input, encoding: 'utf8' });
  expect(text).toBe('x'.repeat(513));
});

it('is the same for the same files in another order', async () => {
  const files = [placed('a/1.wav', 'one'), placed('a/2.wav', 'two')];
  const [one, other] = [packTar(files, 'a.tar'), packTar([...files].reverse(), 'a.tar')];
  expect(await one.text()).toBe(await other.text());
  expect([one.name, one.size, one.lastModified]).toEqual([other.name, other.size, other.lastModified]);
});

it('accepts recordings and skips hidden system files', () => {
  const names = ['a/1.WAV', 'a/2.mp3', 'a/notes.txt', 'a/.DS_Store', 'a/._1.wav', '.git/x.wav', 'wav'];
  expect(names.filter((path) => isClip(placed(path, '')))).toEqual(['a/1.WAV', 'a/2.mp3']);
});
