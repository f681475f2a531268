/** Extensions that make an entry a clip. Whether its codec is supported is for the decoder to say. */
export const AUDIO_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['wav', 'wave', 'mp3', 'flac', 'ogg', 'oga', 'opus', 'm4a', 'mp4', 'aac', 'webm'],
  ...['aif', 'aiff', 'aifc', 'au', 'snd', 'caf', 'w64', 'rf64', 'wma', 'amr', 'sph', 'nist'],
]);

/** Both separators, since a reader on Windows would follow either. */
const SEPARATOR = /[/\\]/;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Whether the name is one of a clip: an audio extension, not hidden, not macOS's resource forks. */
export function isClipName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  if (dot < 0 || !AUDIO_EXTENSIONS.has(name.slice(dot + 1).toLowerCase())) return false;
  return !name.split(SEPARATOR).some((part) => part === '__MACOSX' || isHidden(part));
}

/** Why the name may not be used, or null. Nothing is ever written under it, yet results are found and kept by it. */
export function whyBadName(name: string): string | null {
  if (CONTROL.test(name)) return 'The name holds a control character.';
  if (/^[/\\]/.test(name)) return 'The name is an absolute path.';
  if (/^[a-z]:/i.test(name)) return 'The name begins with a drive letter.';
  if (name.split(SEPARATOR).includes('..')) return 'The name leads outside the archive by "..".';
  return null;
}

function isHidden(part: string): boolean {
  return part.startsWith('.') && part !== '.' && part !== '..';
}
