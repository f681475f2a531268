import { Inject, Injectable } from '@nestjs/common';
import { SerenadeError, newId, type ClipPeaks, type ScoringRunRecord } from '#libs/contracts';
import { JobProducer, createPeaksReplies, requestReply, type Keyspace } from '#libs/queue';
import { KEYSPACE } from '../core/tokens.js';
import { ClipsService } from './clips.service.js';

/** An hour of stereo at 44.1 kHz takes about five seconds. */
const LONGEST_MS = 20_000;

/** Gets the waveform of a clip from a feature worker, which decodes formats that browsers cannot. */
@Injectable()
export class PeaksService {
  constructor(
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(JobProducer) private readonly producer: JobProducer,
    @Inject(ClipsService) private readonly clips: ClipsService,
  ) {}

  /** @throws SerenadeError `clip.*` if the clip does not exist or cannot be decoded; `peaks.unanswered` */
  async measure(run: ScoringRunRecord, clip: number): Promise<ClipPeaks> {
    const { start, end } = (await this.clips.find(run, clip)).shard;
    const peaksId = newId('peaks');
    const data = { v: 1 as const, peaksId, archiveId: run.archiveId, clip, start, end };
    const addJob = () => this.producer.addAwaited('measure-peaks', peaksId, data);
    const replies = createPeaksReplies(this.keyspace);
    return (await requestReply(replies, peaksId, addJob, LONGEST_MS, unanswered())).peaks;
  }
}

function unanswered(): SerenadeError {
  return new SerenadeError(
    'peaks.unanswered',
    `No worker measured the waveform within ${LONGEST_MS / 1000} s. Either the clip is very long, or no feature worker is running; see /health/ready.`,
  );
}
