import { readFileSync } from 'node:fs';

/** Clips of one synthetic signal of 0.2 s, stereo, 16 kHz, by codec; see fixtures/make-fixtures.sh. */
export const FIXTURES = {
  wav: 'clip.wav',
  'wav of 24 bits': 'clip-24.wav',
  flac: 'clip.flac',
  'flac of 24 bits': 'clip-24.flac',
  mp3: 'clip.mp3',
  vorbis: 'clip.ogg',
  opus: 'clip.opus',
  m4a: 'clip.m4a',
  adts: 'clip.aac',
} as const;

export type FixtureName = keyof typeof FIXTURES;
export const FIXTURE_NAMES = Object.keys(FIXTURES) as readonly FixtureName[];

export function fixture(name: FixtureName): Uint8Array {
  return readFileSync(new URL(`../../fixtures/${FIXTURES[name]}`, import.meta.url));
}
