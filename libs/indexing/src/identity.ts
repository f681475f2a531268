import type { ArchiveRecord } from '#libs/contracts';
import type { ObjectInfo } from '#libs/storage';

/** Returns the identity of an archive's bytes. Together with its place, it identifies the bytes of a clip. */
export function identityOf(
  { sha256, url }: Pick<ArchiveRecord, 'sha256' | 'url'>,
  source: Pick<ObjectInfo, 'etag'> | undefined,
): string {
  return url === undefined ? sha256 : `${url} ${source?.etag ?? ''}`;
}
