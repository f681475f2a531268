import type { ArchiveRecord } from '#libs/contracts';
import type { ObjectInfo } from '#libs/storage';

/** Returns what, together with a clip's place in its archive, identifies its bytes. */
export function identityOf(
  { sha256, url }: Pick<ArchiveRecord, 'sha256' | 'url'>,
  source: Pick<ObjectInfo, 'etag'> | undefined,
): string {
  return url === undefined ? sha256 : `${url} ${source?.etag ?? ''}`;
}
