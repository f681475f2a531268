import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NameEncoding } from '#libs/contracts';
import { guessNameEncoding } from './name-encoding.js';
import { BytesSource, manifestOf } from './testing/read-all.js';
import { craftedZip } from './testing/crafted-zip.js';
import { encodeName } from './testing/legacy-names.js';

const WORDS: Readonly<Record<Exclude<NameEncoding, 'utf-8' | 'euc-jp' | 'cp1250' | 'koi8-r'>, string[]>> = {
  'shift-jis': [
    '表情',
    '怒り',
    '予',
    'ソース',
    '能力',
    '十',
    '申請',
    '構成',
    '喜び',
    '悲しみ',
    '田中',
    '録音',
  ],
  big5: ['功能', '許', '憤怒', '開心', '成功', '錄音', '陳小姐', '悲傷', '蓋', '淚', '王小明', '電話'],
  gbk: ['愤怒', '录音', '陰謀', '高兴', '悲伤', '张三', '电话', '中性', '恐惧', '惊讶', '王小明', '客户'],
  'euc-kr': ['분노', '슬픔', '녹음', '기쁨', '김철수', '한국어', '중립', '두려움', '목소리', '상담'],
  cp866: ['гнев', 'радость', 'запись', 'Анна', 'грусть', 'страх', 'голос', 'Иванов'],
  cp1251: ['гнев', 'радость', 'запись', 'Анна', 'грусть', 'страх', 'голос', 'Иванов'],
  cp437: ['wütend', 'fröhlich', 'Übung', 'colère', 'tristeza_niño', 'ärger', 'Gespräch', 'Müller'],
  cp1252: ['wütend', 'fröhlich', 'Übung', 'colère', 'tristeza_niño', 'ärger', 'Gespräch', 'Müller'],
};
const ENCODINGS = Object.keys(WORDS) as (keyof typeof WORDS)[];

const word = (encoding: keyof typeof WORDS) => fc.constantFrom(...WORDS[encoding]);
const namesIn = (encoding: keyof typeof WORDS, minLength: number) =>
  fc.array(
    fc
      .tuple(word(encoding), word(encoding), fc.nat(99), fc.constantFrom('wav', 'MP3', 'flac', 'm4a'))
      .map(([folder, name, number, extension]) => `${folder}/${name}_${number}.${extension}`),
    { minLength, maxLength: 12 },
  );

describe('guessNameEncoding', () => {
  it.each(ENCODINGS)('recognizes %s in the names of a small archive', (encoding) => {
    fc.assert(
      fc.property(namesIn(encoding, 4), (names) => {
        expect(guessNameEncoding(names.map((name) => encodeName(name, encoding)))).toBe(encoding);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['shift-jis', '表情/怒り_01.wav'],
    ['big5', '功能/許_01.wav'],
    ['gbk', '愤怒/录音_01.wav'],
    ['euc-kr', '분노/한국어_01.wav'],
    ['cp866', 'гнев/запись_01.wav'],
    ['cp1251', 'гнев/запись_01.wav'],
    ['koi8-r', 'гнев/запись_01.wav'],
    ['cp437', 'wütend/übung_01.wav'],
    ['cp1252', 'wütend/übung_01.wav'],
    ['utf-8', 'wütend/übung_01.wav'],
    ['utf-8', '表情/怒り_01.wav'],
    ['utf-8', 'гнев/запись_01.wav'],
    ['utf-8', '분노/한국어_01.wav'],
  ] as const)('recognizes %s in the single name %s', (encoding, name) => {
    expect(guessNameEncoding([encodeName(name, encoding)])).toBe(encoding);
  });
});

describe('names in legacy encodings', () => {
  it.each(ENCODINGS)(
    'of %s neither lose nor merge a clip, whatever the host and the encoding',
    async (encoding) => {
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(
            namesIn(encoding, 1).map(([name = '']) => name),
            { minLength: 1, maxLength: 12 },
          ),
          fc.constantFrom(0, 3, 10, 11, 19),
          fc.constantFrom(undefined, ...ENCODINGS),
          async (names, host, nameEncoding) => {
            const entries = names.map((name) => ({ name: encodeName(name, encoding), madeBy: host << 8 }));
            const { lines, listing } = await manifestOf(
              new BytesSource(craftedZip(entries)),
              {},
              nameEncoding,
            );
            expect(listing.ignored.summarize().ignoredEntries).toEqual([]);
            expect(lines.map(({ error }) => error)).toEqual(names.map(() => undefined));
            expect(new Set(lines.map(({ name }) => name)).size).toBe(names.length);
            for (const [at, { name, nameBytes }] of lines.entries()) {
              const raw = entries[at]!.name;
              expect(nameBytes ?? Buffer.from(name).toString('hex')).toBe(raw.toString('hex'));
              if (nameEncoding === encoding && nameBytes !== undefined) expect(name).toBe(names[at]);
            }
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it('of random bytes keep one clip for each stored name', async () => {
    const part = fc
      .uint8Array({ minLength: 1, maxLength: 6 })
      .map((bytes) => bytes.map((byte) => byte | 0x80));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(part, { minLength: 1, maxLength: 20, selector: (bytes) => bytes.join() }),
        fc.constantFrom(undefined, ...ENCODINGS),
        async (parts, nameEncoding) => {
          const entries = parts.map((bytes) => ({ name: Buffer.concat([bytes, Buffer.from('.wav')]) }));
          const { lines } = await manifestOf(new BytesSource(craftedZip(entries)), {}, nameEncoding);
          expect(lines.filter(({ error }) => error === undefined)).toHaveLength(parts.length);
          expect(new Set(lines.map(({ name }) => name)).size).toBe(parts.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
