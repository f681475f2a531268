export interface ObjectInfo {
  readonly key: string;
  readonly size: number;
  /** Opaque; another value means other bytes. */
  readonly etag: string;
}
