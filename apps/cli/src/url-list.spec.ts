import { describe, expect, it } from 'vitest';
import { CliError } from './exit-codes.js';
import { parseUrlList } from './url-list.js';

describe('parseUrlList', () => {
  it('reads a URL and an optional name from each line', () => {
    const text =
      '\uFEFF# May\r\nhttps://calls.example/a.wav?signature=x%20y\r\n\nhttp://b/2\t the second.wav \n';
    expect(parseUrlList(text, 'urls.txt')).toEqual([
      { url: 'https://calls.example/a.wav?signature=x%20y' },
      { url: 'http://b/2', name: 'the second.wav' },
    ]);
  });

  it.each(['calls.example/a.wav', 'ftp://calls.example/a.wav', 'https://', '{"url": "https://a/b"}'])(
    'names the malformed line without quoting it: %s',
    (line) => {
      const fault = () => parseUrlList(`https://a/b\n${line}\n`, 'urls.txt');
      expect(fault).toThrow(CliError);
      expect(fault).toThrow('Line 2 of urls.txt does not start with an http:// or https:// URL.');
    },
  );

  it('rejects a file without URLs', () => {
    expect(() => parseUrlList('# nothing\n', 'urls.txt')).toThrow('urls.txt contains no URLs.');
  });
});
