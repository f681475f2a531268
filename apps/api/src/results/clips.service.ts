import { Inject, Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { extname } from 'node:path';
import { clipBytes } from '#libs/archive';
import {
  SerenadeError,
  manifestLine,
  shardLine,
  type AudioTicketView,
  type ClipView,
  type ManifestLine,
  type ScoringRunRecord,
  type ShardLine,
} from '#libs/contracts';
import { Tickets } from '#libs/queue';
import { buildTimeline } from '#libs/results';
import { readPart } from '#libs/runs';
import {
  ArchiveSources,
  archiveKeys,
  findJsonLine,
  readJsonLinesRange,
  type ObjectStore,
  type RangeSource,
} from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { STORE } from '../core/tokens.js';
import type { RangedBody } from '../http/send-ranges.js';

const MEDIA_TYPE_BY_EXTENSION: Readonly<Record<string, string>> = {
  '.wav': 'audio/wav',
  '.wave': 'audio/wav',
  '.flac': 'audio/flac',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.m4a': 'audio/mp4',
  '.mp4': 'audio/mp4',
  '.aac': 'audio/aac',
  '.m4b': 'audio/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.3gp': 'video/3gpp',
  '.weba': 'audio/webm',
  '.webm': 'video/webm',
  '.mka': 'audio/x-matroska',
  '.mkv': 'video/x-matroska',
};

const audioPath = (runId: string, clip: number): string => `/v1/scoring-runs/${runId}/clips/${clip}/audio`;

/** Shows one clip of a run: its outcome and its audio. */
@Injectable()
export class ClipsService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(Tickets) private readonly tickets: Tickets,
  ) {}

  /** @throws SerenadeError `clip.not_found`, `run.not_finished` if it has no outcome yet */
  async view(run: ScoringRunRecord, clip: number): Promise<ClipView> {
    const { shard, line } = await this.find(run, clip);
    const round = run.retries.at(-1)?.round ?? 0;
    const { part } = await readPart(this.store, run.id, shard.ordinal, round);
    const score = part?.scores.find((scored) => scored.clip === clip) ?? null;
    const error = part?.errors.find((failed) => failed.clip === clip) ?? null;
    return {
      clip,
      name: line.name,
      bytes: line.size,
      audioUrl: audioPath(run.id, clip),
      score,
      error,
      timeline: score === null ? null : buildTimeline(score),
    };
  }

  /** @throws SerenadeError `clip.not_found`, `queue.unavailable` */
  async audioTicket({ keyId }: Caller, run: ScoringRunRecord, clip: number): Promise<AudioTicketView> {
    await this.find(run, clip);
    return this.tickets.issue({ keyId, path: audioPath(run.id, clip) });
  }

  /** Returns the bytes of the clip in the archive, without decoding them. @throws SerenadeError `clip.not_found`, `archive.not_found` */
  async audio(run: ScoringRunRecord, clip: number): Promise<{ body: RangedBody; mediaType: string }> {
    const { line } = await this.find(run, clip);
    const source = await this.source(run.archiveId, line);
    const mediaType = MEDIA_TYPE_BY_EXTENSION[extname(line.name).toLowerCase()] ?? 'application/octet-stream';
    const body = {
      size: line.size,
      etag: `${run.archiveId}-${clip}-${line.crc32?.toString(16) ?? ''}`,
      open: ({ start, end }: { start: number; end: number }) =>
        Promise.resolve(Readable.from(clipBytes(source, line, start, end))),
    };
    return { body, mediaType };
  }

  /** Finds the clip's line in the manifest, and its shard. @throws SerenadeError `clip.not_found` */
  async find(run: ScoringRunRecord, clip: number): Promise<{ shard: ShardLine; line: ManifestLine }> {
    const { store } = this;
    const place = ({ firstClip, clips }: ShardLine) =>
      clip < firstClip ? -1 : clip < firstClip + clips ? 0 : 1;
    const shard = await findJsonLine(store, archiveKeys.shards(run.archiveId), shardLine, place);
    const lines =
      shard === null
        ? []
        : await readJsonLinesRange(store, archiveKeys.manifest(run.archiveId), manifestLine, shard);
    const line = lines.find((candidate) => candidate.clip === clip);
    if (shard === null || line === undefined)
      throw new SerenadeError('clip.not_found', `The run ${run.id} has no clip ${clip}.`, { clip });
    return { shard, line };
  }

  /** Opens the object that the index names. It checks that the object still exists before the response starts. */
  private async source(archiveId: string, line: ManifestLine): Promise<RangeSource> {
    const { store } = this;
    const source = await new ArchiveSources(store).sourceOf(archiveId, line);
    if ((await store.head(source.info.key)) !== null) return source;
    throw new SerenadeError('archive.not_found', `The archive ${archiveId} is gone.`, { archiveId });
  }
}
