import { Inject, Injectable } from '@nestjs/common';
import { isClipName } from '#libs/archive';
import { SerenadeError, newId, type ArchiveFromBucket, type ArchiveRecord } from '#libs/contracts';
import type { ApiEnvironment } from '#libs/runtime';
import { RangeSource, parseBucketUrl, type ObjectStore } from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { ENVIRONMENT, STORE } from '../core/tokens.js';
import { inspect } from './inspect.js';
import { IntakeService } from './intake.service.js';
import { tooLarge } from './refusals.js';

/** The request looks for a first clip among this many objects of a prefix. */
const MOST_LOOKED_AT = 10_000;

type Contents = Pick<ArchiveRecord, 'format' | 'entries' | 'sizeBytes' | 'nameEncoding'>;

/** Creates archives of files that are in a bucket already. They are read in place, and never copied or deleted. */
@Injectable()
export class BucketService {
  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(IntakeService) private readonly intake: IntakeService,
  ) {}

  /** @throws SerenadeError `archive.bucket_refused`, `store.object_missing`, `archive.*` if it is not an archive */
  async take({ owner }: Caller, request: ArchiveFromBucket): Promise<ArchiveRecord> {
    const { url } = request;
    this.requireAllowed(url);
    const contents = url.endsWith('/') ? await this.inspectPrefix(url) : await this.inspectFile(request);
    const name = request.name ?? nameOf(url);
    const archive = { id: newId('archive'), owner, name, url, sha256: '', ...contents };
    return this.intake.record(archive, request.expiresAt);
  }

  /** Refuses every bucket that is not allowed, and always the store's own, which contains other owners' data. */
  private requireAllowed(url: string): void {
    const { store, env } = this;
    if (store.kind !== 's3') throw refused('this server stores objects in files and has no buckets');
    const place = parseBucketUrl(url);
    if (place === null) throw refused('the URL is not an s3:// URL of a bucket');
    if (place.bucket === env.S3_BUCKET) throw refused(`${place.bucket} is the bucket of this server itself`);
    const isAllowed = env.ARCHIVE_BUCKETS.some(
      (allowed) => allowed === place.bucket || isBelow(`${place.bucket}/${place.key}`, allowed),
    );
    if (!isAllowed) throw refused(`${place.bucket} is not listed in ARCHIVE_BUCKETS`);
  }

  private async inspectFile({ url, nameEncoding: asked }: ArchiveFromBucket): Promise<Contents> {
    const source = await RangeSource.open(this.store, url);
    const { MAX_ARCHIVE_BYTES } = this.env;
    if (source.size > MAX_ARCHIVE_BYTES) throw tooLarge(MAX_ARCHIVE_BYTES);
    return { ...(await inspect(source, asked)), sizeBytes: source.size };
  }

  private async inspectPrefix(url: string): Promise<Contents> {
    let seen = 0;
    let hasClip = false;
    for await (const { key } of this.store.list(url)) {
      seen += 1;
      hasClip = isClipName(key.slice(url.length));
      if (hasClip || seen >= MOST_LOOKED_AT) break;
    }
    if (hasClip || seen >= MOST_LOOKED_AT) return { format: 'objects', entries: null, sizeBytes: 0 };
    throw new SerenadeError(
      'archive.empty',
      `There is no audio file below ${url}; clips end in .wav, .mp3, .flac and so on.`,
    );
  }
}

/** `allowed` is a bucket, or a bucket and a prefix that ends with a slash. */
function isBelow(place: string, allowed: string): boolean {
  return place.startsWith(allowed.endsWith('/') ? allowed : `${allowed}/`);
}

function nameOf(url: string): string {
  return (url.replace(/\/$/, '').split('/').at(-1) ?? '').slice(0, 200) || 'bucket';
}

function refused(why: string): SerenadeError {
  return new SerenadeError('archive.bucket_refused', `This bucket cannot be read: ${why}.`);
}
