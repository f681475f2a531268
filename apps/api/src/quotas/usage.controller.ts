import { Controller, Inject } from '@nestjs/common';
import type { UsageView } from '#libs/contracts';
import { nextMidnight } from '#libs/queue';
import type { ApiEnvironment } from '#libs/runtime';
import { ENVIRONMENT } from '../core/tokens.js';
import { Serves, type Asked } from '../http/serves.js';
import { AudioQuotaService } from './audio-quota.service.js';
import { ByteQuotaService } from './byte-quota.service.js';
import { limitsOf } from './limits.js';
import { RunQuotaService } from './run-quota.service.js';

@Controller()
export class UsageController {
  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(ByteQuotaService) private readonly bytes: ByteQuotaService,
    @Inject(RunQuotaService) private readonly runs: RunQuotaService,
    @Inject(AudioQuotaService) private readonly audio: AudioQuotaService,
  ) {}

  @Serves('GET /v1/usage')
  async usage({ caller: { owner } }: Asked<'GET /v1/usage'>): Promise<UsageView> {
    const limits = limitsOf(this.env, owner);
    const [bytes, runs, audio] = await Promise.all([
      this.bytes.used(owner),
      this.runs.used(owner),
      this.audio.usedToday(owner),
    ]);
    return {
      owner,
      storedBytes: { used: bytes, limit: limits.storedBytes },
      runsAtOnce: { used: runs, limit: limits.runsAtOnce },
      audioSecondsToday: {
        used: Math.round(audio),
        limit: limits.audioSecondsADay,
        resetsAt: nextMidnight(new Date()).toISOString(),
      },
    };
  }
}
