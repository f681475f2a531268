/** A clip as the archive's manifest names it. */
export interface ClipName {
  /** Line of the manifest, from 0. */
  readonly clip: number;
  readonly name: string;
}

export interface RejectedClip extends ClipName {
  /** One sentence: why the corpus takes no label from the name. */
  readonly reason: string;
}
