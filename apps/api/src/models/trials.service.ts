import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { MOST_TRIAL_BYTES, SerenadeError, newId, type TrialAnswer, type TrialView } from '#libs/contracts';
import { JobProducer, failFast, createTrialReplies, type Replies, type Keyspace } from '#libs/queue';
import { forgetExpiry, noteExpiry } from '#libs/runs';
import { storeDefinition, trialKeys, type ObjectStore } from '#libs/storage';
import { Background } from '../access/background.js';
import type { Caller } from '../access/caller.js';
import { KEYSPACE, STORE } from '../core/tokens.js';
import { storeBody } from '../http/store-body.js';
import { AudioQuotaService } from '../quotas/audio-quota.service.js';
import { ModelsService } from './models.service.js';

/** Far longer than a clip takes beside shards and a training; a client waits no longer without knowing why. */
const LONGEST_MS = 20_000;
/** Of what a killed process leaves. */
const KEPT_MS = 10 * 60_000;

/** One recording, scored at once by the workers that score archives; nothing of it is kept. */
@Injectable()
export class TrialsService {
  private readonly answers: Replies<TrialAnswer>;

  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(JobProducer) private readonly producer: JobProducer,
    @Inject(Background) private readonly background: Background,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(AudioQuotaService) private readonly audio: AudioQuotaService,
  ) {
    this.answers = createTrialReplies(keyspace);
  }

  /**
   * @throws SerenadeError `model.not_found`; `clip.*` of a recording that cannot be scored; `request.too_large`;
   * `quota.audio_seconds`; `trial.unanswered` when no worker was in time
   */
  async try(caller: Caller, modelId: string, body: Readable): Promise<TrialView> {
    const startedAt = performance.now();
    const { redis } = this.keyspace;
    const { store, producer, background } = this;
    const { featureSet, featureSetId } = await this.models.get(caller, modelId);
    await this.audio.assertLeft(caller.owner);
    const id = newId('trial');
    const trial = { id, expiresAt: new Date(Date.now() + KEPT_MS).toISOString() };
    await noteExpiry(store, trial);
    try {
      const stored = await storeBody(store, trialKeys.clip(id), body, LIMITS);
      await storeDefinition(store, featureSet);
      const data = { v: 1 as const, trialId: id, modelId, featureSetId, size: stored.sizeBytes };
      await failFast(redis, () => producer.addAwaited('extract-trial', id, data));
      const answer = await this.answers.wait(id, LONGEST_MS);
      if (answer === null) throw unanswered();
      if (answer.status === 'failed') throw new SerenadeError(answer.code, answer.message);
      const { score, extractionMs, scoringMs } = answer;
      await this.audio.count(caller.owner, score.durationSeconds);
      const totalMs = Math.round(performance.now() - startedAt);
      return { ...score, milliseconds: { extraction: extractionMs, scoring: scoringMs, total: totalMs } };
    } finally {
      background.run(this.remove(trial), 'a recording that was tried could not be removed', { trialId: id });
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
      `A recording to be tried may have ${MOST_TRIAL_BYTES} bytes; put it into an archive and score that.`,
    ),
};

function unanswered(): SerenadeError {
  return new SerenadeError(
    'trial.unanswered',
    `No worker has answered within ${LONGEST_MS / 1000} s: see at /health/ready whether workers of both kinds are there.`,
  );
}
