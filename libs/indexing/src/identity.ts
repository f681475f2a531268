import type { ArchiveRecord } from '#libs/contracts';
import type { ObjectInfo } from '#libs/storage';

/** What makes the place of a clip in its archive an identity of its bytes. */
export function identityOf(
  { sha256, url }: Pick<ArchiveRecord, 'sha256' | 'url'>,
  source: Pick<ObjectInfo, 'etag'> | undefined,
): string {
  return url === undefined ? sha256 : `${url} ${source?.etag ?? ''}`;
}
