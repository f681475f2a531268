import { Controller, Inject } from '@nestjs/common';
import type { UsageView } from '#libs/contracts';
import { nextMidnight } from '#libs/queue';
import { AudioQuota, ByteQuota, RunQuota, readLimits } from '#libs/runs';
import type { ApiEnvironment } from '#libs/runtime';
import { ENVIRONMENT } from '../core/tokens.js';
import { Serves, type Asked } from '../http/serves.js';

@Controller()
export class UsageController {
  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(ByteQuota) private readonly bytes: ByteQuota,
    @Inject(RunQuota) private readonly runs: RunQuota,
    @Inject(AudioQuota) private readonly audio: AudioQuota,
  ) {}

  @Serves('GET /v1/usage')
  async usage({ caller: { owner } }: Asked<'GET /v1/usage'>): Promise<UsageView> {
    const limits = readLimits(this.env, owner);
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
