import { z } from 'zod';

/** Encodings of sound without a header: G.711, and PCM by sign or float, bits and byte order. */
export const RAW_FORMATS = [
  'mulaw',
  'alaw',
  'u8',
  's8',
  's16le',
  's16be',
  's24le',
  's24be',
  's32le',
  's32be',
  'f32le',
  'f32be',
] as const;
export type RawFormat = (typeof RAW_FORMATS)[number];

/** What a client declares about a file without a header, such as those that telephone systems record. */
export const rawSound = z.strictObject({
  format: z.enum(RAW_FORMATS),
  rateHz: z.int().min(1_000).max(768_000),
  channels: z.int().min(1).max(64),
});
export type RawSound = z.infer<typeof rawSound>;
