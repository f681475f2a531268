/** Extensions of clips. Whether a clip can be decoded shows later, by its content. */
export const AUDIO_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['wav', 'wave', 'mp3', 'flac', 'ogg', 'oga', 'opus', 'm4a', 'mp4', 'aac', 'webm'],
  ...['aif', 'aiff', 'aifc', 'au', 'snd', 'caf', 'w64', 'rf64', 'wma', 'amr', 'sph', 'nist'],
]);

/** Windows accepts both separators. */
const SEPARATOR = /[/\\]/;
// eslint-disable-next-line no-control-regex -- the pattern looks for control characters
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Returns true if a name has an audio extension, and is neither hidden nor a resource fork of macOS. */
export function isClipName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  if (dot < 0 || !AUDIO_EXTENSIONS.has(name.slice(dot + 1).toLowerCase())) return false;
  return !name.split(SEPARATOR).some((part) => part === '__MACOSX' || isHidden(part));
}

/** Explains why a name is unusable, or returns null. Clients may write results to files of this name. */
export function findNameProblem(name: string): string | null {
  if (CONTROL.test(name)) return 'The name contains a control character.';
  if (/^[/\\]/.test(name)) return 'The name is an absolute path.';
  if (/^[a-z]:/i.test(name)) return 'The name begins with a drive letter.';
  if (name.split(SEPARATOR).includes('..')) return 'The name leads outside the archive through "..".';
  return null;
}

function isHidden(part: string): boolean {
  return part.startsWith('.') && part !== '.' && part !== '..';
}
