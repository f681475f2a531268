import { Controller, Get, Inject } from '@nestjs/common';
import type { UsageView } from '#libs/contracts';
import { By, type Caller } from '../access/caller.js';
import { nextMidnight } from '#libs/queue';
import { Platform } from '../platform.js';
import { AudioQuotaService } from './audio-quota.service.js';
import { ByteQuotaService } from './byte-quota.service.js';
import { limitsOf } from './limits.js';
import { RunQuotaService } from './run-quota.service.js';

@Controller('v1/usage')
export class UsageController {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(ByteQuotaService) private readonly bytes: ByteQuotaService,
    @Inject(RunQuotaService) private readonly runs: RunQuotaService,
    @Inject(AudioQuotaService) private readonly audio: AudioQuotaService,
  ) {}

  /** What the caller's owner has of what it may have. */
  @Get()
  async usage(@By() { owner }: Caller): Promise<UsageView> {
    const limits = limitsOf(this.platform.env, owner);
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
