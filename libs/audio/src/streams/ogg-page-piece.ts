/** One page of an Ogg stream. */
export interface OggPiece {
  /** The page itself, valid until the next page is read. */
  readonly bytes: Uint8Array;
  /** The packets that end on this page. */
  readonly packets: readonly Uint8Array[];
  /** The number of samples up to the end of the page; null if the page does not state it. */
  readonly granule: number | null;
}

export type OggPieces = AsyncGenerator<OggPiece, undefined, undefined>;
