/** Extensions of clips. The decoder decides whether it supports the codec. */
export const AUDIO_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['wav', 'wave', 'mp3', 'flac', 'ogg', 'oga', 'opus', 'm4a', 'mp4', 'aac', 'webm'],
  ...['aif', 'aiff', 'aifc', 'au', 'snd', 'caf', 'w64', 'rf64', 'wma', 'amr', 'sph', 'nist'],
]);

/** Both separators count, since a reader on Windows follows either. */
const SEPARATOR = /[/\\]/;
// eslint-disable-next-line no-control-regex -- the pattern looks for control characters
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Returns true for the name of a clip: it has an audio extension, is not hidden and not a resource fork of macOS. */
export function isClipName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  if (dot < 0 || !AUDIO_EXTENSIONS.has(name.slice(dot + 1).toLowerCase())) return false;
  return !name.split(SEPARATOR).some((part) => part === '__MACOSX' || isHidden(part));
}

/** Returns the problem of an unusable name, or null. No file is written under it, but results are stored by it. */
export function findNameProblem(name: string): string | null {
  if (CONTROL.test(name)) return 'The name holds a control character.';
  if (/^[/\\]/.test(name)) return 'The name is an absolute path.';
  if (/^[a-z]:/i.test(name)) return 'The name begins with a drive letter.';
  if (name.split(SEPARATOR).includes('..')) return 'The name leads outside the archive by "..".';
  return null;
}

function isHidden(part: string): boolean {
  return part.startsWith('.') && part !== '.' && part !== '..';
}
