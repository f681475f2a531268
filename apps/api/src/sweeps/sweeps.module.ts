import { Module } from '@nestjs/common';
import { RunsModule } from '../runs/runs.module.js';
import { TrainingRunsModule } from '../training-runs/training-runs.module.js';
import { RungWatch } from './rung-watch.js';
import { SweepRungs } from './sweep-rungs.js';
import { SweepsController } from './sweeps.controller.js';
import { SweepsService } from './sweeps.service.js';

@Module({
  imports: [RunsModule, TrainingRunsModule],
  controllers: [SweepsController],
  providers: [RungWatch, SweepRungs, SweepsService],
})
export class SweepsModule {}
