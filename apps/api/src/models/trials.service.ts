import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { MOST_TRIAL_BYTES, SerenadeError, newId, type TrialView } from '#libs/contracts';
import { JobProducer, createTrialReplies, requestReply, type Keyspace } from '#libs/queue';
import { AudioQuota, forgetExpiry, noteExpiry } from '#libs/runs';
import { storeDefinition, trialKeys, type ObjectStore } from '#libs/storage';
import { Background } from '../access/background.js';
import type { Caller } from '../access/caller.js';
import { KEYSPACE, STORE } from '../core/tokens.js';
import { storeBody } from '../http/store-body.js';
import { ModelsService } from './models.service.js';

/** Far longer than a clip takes, even beside shards and a training. */
const LONGEST_MS = 20_000;
/** What a killed process leaves behind expires after this time. */
const KEPT_MS = 10 * 60_000;

/** Scores one recording immediately, with the workers that score archives. Neither it nor its score is kept. */
@Injectable()
export class TrialsService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(JobProducer) private readonly producer: JobProducer,
    @Inject(Background) private readonly background: Background,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(AudioQuota) private readonly audio: AudioQuota,
  ) {}

  /**
   * @throws SerenadeError `model.not_found`; `clip.*` if the recording cannot be scored; `request.too_large`;
   * `quota.audio_seconds`; `trial.unanswered` if no worker replies in time
   */
  async try(caller: Caller, modelId: string, body: Readable): Promise<TrialView> {
    const startedAt = performance.now();
    const { store } = this;
    const { featureSet, featureSetId } = await this.models.get(caller, modelId);
    await this.audio.assertLeft(caller.owner);
    const id = newId('trial');
    const trial = { id, expiresAt: new Date(Date.now() + KEPT_MS).toISOString() };
    await noteExpiry(store, trial);
    try {
      const stored = await storeBody(store, trialKeys.clip(id), body, LIMITS);
      await storeDefinition(store, featureSet);
      const data = { v: 1 as const, trialId: id, modelId, featureSetId, size: stored.sizeBytes };
      const addJob = () => this.producer.addAwaited('extract-trial', id, data);
      const replies = createTrialReplies(this.keyspace);
      const reply = await requestReply(replies, id, addJob, LONGEST_MS, unanswered());
      const { score, extractionMs, scoringMs } = reply;
      await this.audio.count(caller.owner, score.durationSeconds);
      const totalMs = Math.round(performance.now() - startedAt);
      return { ...score, milliseconds: { extraction: extractionMs, scoring: scoringMs, total: totalMs } };
    } finally {
      this.background.run(this.remove(trial), 'a tried recording could not be removed', { trialId: id });
    }
  }

  private async remove(trial: { readonly id: string; readonly expiresAt: string }): Promise<void> {
    await this.store.deletePrefix(trialKeys.prefix(trial.id));
    await forgetExpiry(this.store, trial);
  }
}

const LIMITS = {
  maxBytes: MOST_TRIAL_BYTES,
  tooLarge: () =>
    new SerenadeError(
      'request.too_large',
      `A recording to try may have at most ${MOST_TRIAL_BYTES} bytes. To score a longer one, upload it in an archive.`,
    ),
};

function unanswered(): SerenadeError {
  return new SerenadeError(
    'trial.unanswered',
    `No worker replied within ${LONGEST_MS / 1000} s. Check at /health/ready that workers of both kinds are running.`,
  );
}
