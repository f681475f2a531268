/** A clip as named in the archive's manifest. */
export interface ClipName {
  /** Line of the manifest, from 0. */
  readonly clip: number;
  readonly name: string;
}

export interface RejectedClip extends ClipName {
  /** One sentence that explains why the corpus reads no label from the name. */
  readonly reason: string;
}
