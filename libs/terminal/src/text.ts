/** Makes a name safe to print. A name from an archive may contain control characters, which a terminal would obey. */
export function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?');
}

export function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
