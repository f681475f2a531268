import { z } from 'zod';
import { errorCodeSchema } from './manifest.js';
import { epochMetrics } from './report.js';
import { runProgress, runState } from './run.js';

/** An event of a run, in order of occurrence, served as server-sent events. */
export const runEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('state.changed'),
    state: runState,
    error: z.strictObject({ code: errorCodeSchema, message: z.string() }).optional(),
  }),
  z.strictObject({ type: z.literal('progress.made'), progress: runProgress }),
  z.strictObject({ type: z.literal('epoch.finished'), metrics: epochMetrics }),
  z.strictObject({ type: z.literal('checkpoint.resumed'), epoch: z.int().positive() }),
  z.strictObject({ type: z.literal('model.registered'), modelId: z.string() }),
]);
export type RunEvent = z.infer<typeof runEvent>;
