import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { craftedTar } from './testing/crafted-tar.js';
import { craftedZip } from './testing/crafted-zip.js';
import { detectFormat, explainFormat, FORMAT_HEAD_BYTES } from './format.js';

const head = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, FORMAT_HEAD_BYTES));
const wav = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), Buffer.alloc(20_000, 'sound')]);
const tar = craftedTar([{ name: 'a.wav', bytes: wav }]);
const zip = craftedZip([{ name: 'a.wav', bytes: wav }]);

describe('detectFormat', () => {
  it.each([
    ['zip', zip],
    ['zip', Buffer.concat([Buffer.from('PK00'), zip])],
    ['zip', Buffer.concat([Buffer.from('PK\u0007\u0008'), zip])],
    ['tar', tar],
    ['tar.gz', gzipSync(tar)],
  ])('recognizes %s', (format, bytes) => {
    expect(detectFormat(head(bytes))).toBe(format);
  });

  it('recognizes a gzip of any tar', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,90}$/), fc.uint8Array({ maxLength: 9_000 }), (name, bytes) => {
        const entry = { name: `${name}.wav`, bytes: Buffer.from(bytes) };
        expect(detectFormat(head(gzipSync(craftedTar([entry]), { level: bytes.length % 10 })))).toBe(
          'tar.gz',
        );
      }),
    );
  });
});

describe('explainFormat', () => {
  const start = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(600, 0xb7)]);

  it.each([
    ['7z', start('7z\xbc\xaf\x27\x1c'), /7z archive.*Unpack it/],
    ['rar', start('Rar!\x1a\x07\x01\0'), /RAR archive.*Unpack it/],
    ['bzip2', start('BZh91AY'), /bzip2.*bunzip2/],
    ['xz', start('\xfd7zXZ\0'), /xz file.*unxz/],
    ['a shell script', start('#!/bin/sh\nexit\n'), /script.*self-extracting/],
    ['a Windows program', start('MZ\x90'), /program.*self-extracting/],
    ['a clip', wav, /single recording.*into a zip/],
    ['a gzip of a clip', gzipSync(wav), /gzip file that contains a single recording/],
    ['a gzip of a zip', gzipSync(zip), /gzip file that contains a zip file.*gunzip/],
    ['a web page', Buffer.from('<!DOCTYPE html><html><title>Sign in'), /web page.*Sign in/],
    ['a Git LFS pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\noid'), /git lfs pull/],
    ['a PDF', start('%PDF-1.7'), /PDF/],
    ['an image', start('\x89PNG\r\n'), /PNG image/],
    ['an empty file', Buffer.alloc(0), /empty file/],
    ['text', Buffer.from('path,label\n'), /text file/],
    ['noise', start('\x99\x98'), /is not a zip.*last part of a split zip/],
  ])('names %s and what to do', (_, bytes, message) => {
    expect(detectFormat(head(bytes))).toBeNull();
    expect(explainFormat(head(bytes))).toMatchObject({
      code: 'archive.not_zip',
      message: expect.stringMatching(message) as string,
    });
  });
});
