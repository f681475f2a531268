import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  newId,
  type ClipPeaks,
  type PeaksAnswer,
  type ScoringRunRecord,
} from '#libs/contracts';
import { JobProducer, failFast, createPeaksReplies, type Replies, type Keyspace } from '#libs/queue';
import { KEYSPACE } from '../core/tokens.js';
import { ClipsService } from './clips.service.js';

/** An hour of stereo at 44.1 kHz takes some five seconds. */
const LONGEST_MS = 20_000;

/** The waves of a clip, read by a feature worker: it decodes what browsers do not, without the clip going over the wire. */
@Injectable()
export class PeaksService {
  private readonly answers: Replies<PeaksAnswer>;

  constructor(
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(JobProducer) private readonly producer: JobProducer,
    @Inject(ClipsService) private readonly clips: ClipsService,
  ) {
    this.answers = createPeaksReplies(keyspace);
  }

  /** @throws SerenadeError `clip.*` of a clip that is not there or cannot be decoded; `peaks.unanswered` */
  async of(run: ScoringRunRecord, clip: number): Promise<ClipPeaks> {
    const { archiveId } = run;
    const { start, end } = (await this.clips.find(run, clip)).shard;
    const peaksId = newId('peaks');
    const data = { v: 1 as const, peaksId, archiveId, clip, start, end };
    await failFast(this.keyspace.redis, () => this.producer.addAwaited('measure-peaks', peaksId, data));
    const answer = await this.answers.wait(peaksId, LONGEST_MS);
    if (answer === null) throw unanswered();
    if (answer.status === 'failed') throw new SerenadeError(answer.code, answer.message);
    return answer.peaks;
  }
}

function unanswered(): SerenadeError {
  return new SerenadeError(
    'peaks.unanswered',
    `No worker has read the waves within ${LONGEST_MS / 1000} s: it is very long, or /health/ready tells of no feature worker.`,
  );
}
