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
  aiff: 'clip.aiff',
  'ima adpcm in aiff-c': 'clip-ima4.aifc',
  'mu-law in au': 'clip.au',
  'A-law in wave64': 'clip.w64',
  'opus in caf': 'clip.caf',
  'apple lossless': 'clip-alac.m4a',
  'microsoft adpcm': 'clip-ms-adpcm.wav',
  'mp3 in wav': 'clip-mp3.wav',
  'opus in WebM': 'clip.webm',
  'vorbis in Matroska': 'clip.mkv',
  'mp3 in Matroska': 'clip-mp3.mkv',
  'aac in fragments': 'clip.mp4',
  'pcm in QuickTime': 'clip.mov',
  'flac in Ogg': 'clip-flac.oga',
} as const;

/** The same signal in the codecs of telephones: mono, 8 kHz. */
export const TELEPHONE_FIXTURES = {
  gsm: 'clip.gsm',
  'gsm in wav': 'clip-gsm.wav',
  amr: 'clip.amr',
  'amr in 3gp': 'clip.3gp',
} as const;

export type FixtureName = keyof typeof FIXTURES;
export type TelephoneName = keyof typeof TELEPHONE_FIXTURES;
export const FIXTURE_NAMES = Object.keys(FIXTURES) as readonly FixtureName[];
export const TELEPHONE_NAMES = Object.keys(TELEPHONE_FIXTURES) as readonly TelephoneName[];

export function fixture(name: FixtureName | TelephoneName): Uint8Array {
  return fixtureFile({ ...FIXTURES, ...TELEPHONE_FIXTURES }[name]);
}

/** Reads a file of the fixtures folder. The files long.* hold seconds of one synthetic signal, mono, 16 kHz. */
export function fixtureFile(name: string): Uint8Array {
  return readFileSync(new URL(`../../fixtures/${name}`, import.meta.url));
}
