import { z } from 'zod';

/** Every code of a warning, with its title. A clip with a warning has a score; the warning says what was odd about it. */
export const WARNINGS = {
  'clip.truncated': 'The clip may end too early',
  'clip.malformed': 'The sound behind damage was not read',
  'clip.corrupt': 'The clip does not match its checksum or size',
  'clip.partly_unread': 'Part of the clip could not be decoded',
  'clip.header_wrong': 'The header of the clip contradicts its content',
  'clip.gaps': 'The recording has gaps, or the clip lacks parts of it',
  'clip.other_tracks': 'The clip has other tracks, which were not scored',
  'clip.beyond_full_scale': 'The samples of the clip exceed full scale by far',
} as const;

export type WarningCode = keyof typeof WARNINGS;

export const warningCodeSchema = z.enum(Object.keys(WARNINGS) as [WarningCode, ...WarningCode[]]);

/** A warning about a clip that was scored. */
export const clipWarning = z.strictObject({ code: warningCodeSchema, message: z.string() });
export type ClipWarning = z.infer<typeof clipWarning>;
