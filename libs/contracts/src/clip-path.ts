/**
 * Returns a path in the form in which paths of clips are compared: Unicode NFC, `/` between folders, and neither `./`
 * nor `/` at the start. macOS writes names decomposed (NFD), and Windows separates folders with a backslash.
 */
export function normalizePath(path: string): string {
  return path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '');
}
