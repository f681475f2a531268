export interface ObjectInfo {
  readonly key: string;
  readonly size: number;
  /** An opaque version: a different value means different bytes. */
  readonly etag: string;
}
