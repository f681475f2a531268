import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recognizeContent } from './recognize-content.js';

const describe = (text: string, encoding: BufferEncoding = 'utf8') => {
  const content = recognizeContent(Buffer.from(text, encoding));
  return `${content?.what}. ${content?.advice}`;
};

it.each([
  ['version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 24044\n', /Git LFS pointer.*git lfs pull/],
  ['<!DOCTYPE html>\n<html><title>Sign in</title>', /web page.*login/],
  ['\ufeff  <html lang="de">', /web page/],
  ['<?xml version="1.0"?><Error><Code>AccessDenied</Code>', /XML.*error message/],
  ['{"message":"Not found"}', /JSON.*error message/],
  ['path,label\na.wav,angry\n', /text file/],
  ['', /empty file.*copy or download/],
  ['%PDF-1.4', /PDF/],
])('names %j with what to do', (text, message) => {
  expect(describe(text)).toMatch(message);
});

it.each([
  ['\x89PNG\r\n\x1a\n', /PNG/],
  ['\xff\xd8\xff\xe0', /JPEG/],
  ['RIFF\0\0\0\0WEBPVP8 ', /WebP/],
  ['7z\xbc\xaf\x27\x1c', /7z archive/],
  ['RIFF\0\0\0\0WAVEfmt ', /single recording/],
])('names the bytes %j', (bytes, message) => {
  expect(describe(bytes, 'latin1')).toMatch(message);
});

it('returns a kind with advice, or null, for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      const content = recognizeContent(bytes);
      if (content !== null) expect(content.advice).toMatch(/\S.*\.$/);
    }),
  );
});

it('takes any text for text, even if its end is cut within a character', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zäöüß漢字 ,;]{20,80}$/), fc.nat(3), (text, cut) => {
      const bytes = Buffer.from(text);
      const content = recognizeContent(bytes.subarray(0, bytes.length - cut));
      expect(content?.what).toBe('a text file');
    }),
  );
});
