import { describe, expect, it } from 'vitest';
import { CliError } from './exit-codes.js';
import { parseUrlList } from './url-list.js';

describe('parseUrlList', () => {
  it('takes a URL from each line, with the name that stands behind it', () => {
    const text =
      '\uFEFF# May\r\nhttps://calls.example/a.wav?signature=x%20y\r\n\nhttp://b/2\t the second.wav \n';
    expect(parseUrlList(text, 'urls.txt')).toEqual([
      { url: 'https://calls.example/a.wav?signature=x%20y' },
      { url: 'http://b/2', name: 'the second.wav' },
    ]);
  });

  it.each(['calls.example/a.wav', 'ftp://calls.example/a.wav', 'https://', '{"url": "https://a/b"}'])(
    'says which line is none, and not what stands there: %s',
    (line) => {
      const fault = () => parseUrlList(`https://a/b\n${line}\n`, 'urls.txt');
      expect(fault).toThrow(CliError);
      expect(fault).toThrow('Line 2 of urls.txt does not begin with an https:// URL.');
    },
  );

  it('refuses a file without any', () => {
    expect(() => parseUrlList('# nothing\n', 'urls.txt')).toThrow('There is no URL in urls.txt.');
  });
});
