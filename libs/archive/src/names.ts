import type { IgnoreReason } from '#libs/contracts';

/** Extensions of clips. Whether a clip can be decoded shows later, by its content. */
export const AUDIO_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['wav', 'wave', 'mp3', 'flac', 'ogg', 'oga', 'opus', 'm4a', 'mp4', 'aac', 'webm', 'bwf', 'rf64', 'w64'],
  ...[
    'mov',
    'mkv',
    'm4v',
    '3gp',
    '3g2',
    '3gpp',
    'weba',
    'mka',
    'm4b',
    'm4r',
    'mp2',
    'mpga',
    'spx',
    'ogv',
    'ogx',
  ],
  ...[
    'aif',
    'aiff',
    'aifc',
    'au',
    'snd',
    'caf',
    'wma',
    'amr',
    'awb',
    'gsm',
    'ul',
    'ulaw',
    'al',
    'alaw',
    'sph',
  ],
  ...['nist', 'wv', 'ape', 'ac3', 'qt', 'avi', 'voc', 'tta'],
]);

/** Windows accepts both separators, so no name may climb or hide behind either. */
const SEPARATOR = /[/\\]/;
// eslint-disable-next-line no-control-regex -- the pattern looks for control characters
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Returns true if a name has an audio extension, and is neither hidden nor a resource fork of macOS. */
export function isClipName(name: string): boolean {
  return findIgnoreReason(name) === null;
}

/** Explains why an entry is not a clip, or returns null for a clip. */
export function findIgnoreReason(name: string): IgnoreReason | null {
  if (name.endsWith('/')) return 'folder';
  const parts = name.split('/');
  if (parts.includes('__MACOSX') || parts.at(-1)?.startsWith('._')) return 'macos_metadata';
  if (parts.some(isHidden)) return 'hidden';
  // Some programs of Windows leave a space or a dot behind the extension.
  const extension = /\.([^./]*)[. ]*$/.exec(name)?.[1]?.trim().toLowerCase();
  if (extension === undefined) return 'no_extension';
  return AUDIO_EXTENSIONS.has(extension) ? null : 'other_extension';
}

/** Explains why a name is unusable, or returns null. Clients may write results to files of this name. */
export function findNameProblem(name: string): string | null {
  if (CONTROL.test(name)) return 'The name contains a control character.';
  if (/^[/\\]/.test(name)) return 'The name is an absolute path.';
  if (/^[a-z]:/i.test(name)) return 'The name begins with a drive letter.';
  if (name.split(SEPARATOR).includes('..')) return 'The name leads outside the archive through "..".';
  return null;
}

/** A name that is only an extension is not hidden: a program may have lost what stood before it. */
function isHidden(part: string): boolean {
  return (
    part.startsWith('.') && !/^\.{1,2}$/.test(part) && !AUDIO_EXTENSIONS.has(part.slice(1).toLowerCase())
  );
}
