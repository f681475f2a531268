import type { NameEncoding } from '#libs/contracts';
import { COMMON_HANGUL, COMMON_HANZI, isFirstLevel } from './common-characters.js';
import { decodeCp437 } from './cp437.js';

/** Labels of the WHATWG Encoding Standard, which `TextDecoder` implements. Code page 437 is not among them. */
const LABELS: Readonly<Record<Exclude<NameEncoding, 'cp437'>, string>> = {
  'utf-8': 'utf-8',
  'shift-jis': 'shift_jis',
  'euc-jp': 'euc-jp',
  gbk: 'gb18030',
  big5: 'big5',
  'euc-kr': 'euc-kr',
  cp866: 'ibm866',
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1252: 'windows-1252',
  'koi8-r': 'koi8-r',
};

/** Decodes the bytes of a name. Bytes that the encoding does not contain become U+FFFD. */
export function decodeName(bytes: Uint8Array, encoding: NameEncoding): string {
  if (encoding === 'cp437') return decodeCp437(bytes);
  return new TextDecoder(LABELS[encoding], { ignoreBOM: true }).decode(bytes);
}

const ASCII_LETTER = /[a-z]/i;
/** Second bytes of two-byte encodings that names in other encodings hardly ever contain. */
const RARE_SIGN = /[\\{}|~^[\]@`<>]/;

/** Characters that a name in this encoding may contain, with their plausibility from 0 to 1. */
interface Candidate {
  readonly encoding: NameEncoding;
  readonly weigh: (character: string, before: string, after: string) => number;
}

/** In order of preference: of two encodings with the same plausibility, the first one wins. */
const CANDIDATES: readonly Candidate[] = [
  { encoding: 'utf-8', weigh: weighUnicode },
  { encoding: 'shift-jis', weigh: amidNoLetters(weighJapanese) },
  { encoding: 'gbk', weigh: amidNoLetters((character) => weighChinese(character, 'gb18030')) },
  { encoding: 'big5', weigh: amidNoLetters((character) => 0.99 * weighChinese(character, 'big5')) },
  { encoding: 'euc-kr', weigh: amidNoLetters(weighKorean) },
  { encoding: 'euc-jp', weigh: amidNoLetters((character) => 0.9 * weighJapanese(character)) },
  { encoding: 'cp437', weigh: weighLatin },
  { encoding: 'cp1252', weigh: weighLatin },
  { encoding: 'cp1250', weigh: (...near) => 0.95 * weighLatin(...near) },
  { encoding: 'cp866', weigh: weighCyrillic },
  { encoding: 'cp1251', weigh: weighCyrillic },
  { encoding: 'koi8-r', weigh: (...near) => 0.95 * weighCyrillic(...near) },
];

/** Letters of East Asia hardly ever touch Latin ones; accented letters of Europe always do. */
function amidNoLetters(weigh: (character: string) => number): Candidate['weigh'] {
  return (character, before, after) =>
    weigh(character) * (ASCII_LETTER.test(before) || ASCII_LETTER.test(after) ? 0.6 : 1);
}

/** Number of names after which a guess does not improve. */
export const MOST_NAMES = 1_000;

/** Below this plausibility nothing is known, and the zip format's own default applies. */
const LEAST_PLAUSIBILITY = 0.3;

/**
 * Guesses the encoding of names that do not state one. All names of an archive have the same encoding, so the more
 * names there are, the better the guess. It is the encoding whose characters are most usual in the languages that it
 * serves; code page 437, the default of zip, if none is plausible.
 *
 * Detectors such as chardet need more text than a few names: they take "表情/怒り_01.wav" in Shift-JIS for Cyrillic, and
 * do not know the code pages 437 and 866.
 */
export function guessNameEncoding(names: readonly Uint8Array[]): NameEncoding {
  let best: { encoding: NameEncoding; score: number } = { encoding: 'cp437', score: LEAST_PLAUSIBILITY };
  for (const { encoding, weigh } of CANDIDATES) {
    let sum = 0;
    let bytes = 0;
    for (const name of names) {
      const text = decodeName(name, encoding);
      const legacyBytes = name.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
      bytes += legacyBytes;
      sum += legacyBytes * averageWeight(text, weigh);
    }
    const score = bytes === 0 ? 0 : sum / bytes;
    if (score > best.score) best = { encoding, score };
  }
  return best.encoding;
}

/** Averages the plausibility of the characters beyond ASCII. A character that does not decode rules a name out. */
function averageWeight(text: string, weigh: Candidate['weigh']): number {
  const characters = Array.from(text);
  let sum = 0;
  let count = 0;
  for (const [at, character] of characters.entries()) {
    if (character < '\u0080') continue;
    if (character === '\ufffd') return 0;
    count += 1;
    sum += weigh(character, characters[at - 1] ?? '', characters[at + 1] ?? '');
  }
  return count === 0 ? 0 : sum / count;
}

const HAN = /\p{Script=Han}/u;
const KANA = /[\u3041-\u3096\u30a1-\u30fc]/u;
const FULL_WIDTH = /[\u3001-\u301f\uff01-\uff5e]/u;
const HANGUL = /[\uac00-\ud7a3]/u;
const CYRILLIC = /[\u0400-\u045f\u0490\u0491]/u;
const LATIN = /\p{Script=Latin}/u;

/** Valid UTF-8 is rarely an accident, except where it gives letters that hardly any name contains. */
function weighUnicode(character: string): number {
  if (HAN.test(character) || KANA.test(character) || HANGUL.test(character)) return 0.98;
  if (CYRILLIC.test(character) || /[\u00a0-\u00ff\u2010-\u2027]|\p{Mn}/u.test(character)) return 0.97;
  return LATIN.test(character) || FULL_WIDTH.test(character) ? 0.7 : 0.5;
}

function weighJapanese(character: string): number {
  if (KANA.test(character)) return 1;
  if (isFirstLevel(character, 'shift_jis')) return 0.75;
  if (FULL_WIDTH.test(character)) return 0.6;
  return HAN.test(character) ? 0.2 : /[\uff61-\uff9f]/u.test(character) ? 0.1 : 0;
}

function weighChinese(character: string, label: 'gb18030' | 'big5'): number {
  if (COMMON_HANZI.has(character)) return 1;
  if (isFirstLevel(character, label)) return 0.72;
  return HAN.test(character) ? 0.2 : FULL_WIDTH.test(character) ? 0.5 : 0;
}

function weighKorean(character: string): number {
  if (!HANGUL.test(character)) return HAN.test(character) ? 0.1 : 0;
  return COMMON_HANGUL.has(character) ? 1 : 0.5;
}

/** Accented letters stand between unaccented ones. */
function weighLatin(character: string, before: string, after: string): number {
  if (!LATIN.test(character) || /[ªºⁿ]/.test(character)) return /[°·«»–—‘’“”]/u.test(character) ? 0.2 : 0;
  const isUpper = character !== character.toLowerCase();
  if (isUpper && /[a-z]/.test(before)) return 0.2;
  const isInWord = ASCII_LETTER.test(before) || ASCII_LETTER.test(after);
  return isInWord ? 0.9 : 0.35;
}

/** Cyrillic words have no Latin letters, and capitals stand at their beginning or everywhere. */
function weighCyrillic(character: string, before: string, after: string): number {
  if (!CYRILLIC.test(character)) return /[№«»–—]/u.test(character) ? 0.3 : 0;
  if (ASCII_LETTER.test(before) || ASCII_LETTER.test(after)) return 0.1;
  if (RARE_SIGN.test(before) || RARE_SIGN.test(after)) return 0.3;
  const isUpper = character !== character.toLowerCase();
  if (!isUpper) return before !== '' && isCyrillicUpper(before) && isCyrillicUpper(after) ? 0.2 : 0.92;
  if (CYRILLIC.test(before) && before === before.toLowerCase()) return 0.1;
  return CYRILLIC.test(after) && after !== after.toLowerCase() ? 0.6 : 0.9;
}

function isCyrillicUpper(character: string): boolean {
  return CYRILLIC.test(character) && character !== character.toLowerCase();
}
