import { SerenadeError, type EngineInfo, type EngineName } from '#libs/contracts';
import { bestSimd } from '#libs/kernels/tensor';
import { ENGINE_CANDIDATES, type EngineCandidate } from './engines/candidates.js';
import { probeEngine } from './probe-engine.js';
import type { Tf } from './tf.js';

export interface SelectedEngine {
  readonly tf: Tf;
  readonly engine: EngineInfo;
}

/**
 * Selects the first candidate that loads and trains. The result lists why earlier candidates were passed over.
 * TensorFlow.js keeps one engine per thread, so select once in each thread that computes.
 *
 * @throws SerenadeError `engine.unavailable` when the forced engine, or every candidate, fails
 */
export async function selectEngine({
  forced,
  candidates = ENGINE_CANDIDATES,
}: {
  readonly forced?: EngineName;
  readonly candidates?: readonly EngineCandidate[];
} = {}): Promise<SelectedEngine> {
  const passedOver: { name: string; reason: string }[] = [];
  const failures: unknown[] = [];
  for (const { name, load } of candidates) {
    if (forced !== undefined && name !== forced) continue;
    try {
      const tf = await load();
      const device = probeEngine(tf);
      const simd = name === 'wasm' ? { simd: bestSimd() } : {};
      return { tf, engine: { name, device, version: tf.version_core, ...simd, passedOver } };
    } catch (failure) {
      passedOver.push({ name, reason: reasonOf(failure) });
      failures.push(failure);
    }
  }
  const tried = passedOver.map(({ name, reason }) => (forced ? reason : `${name}: ${reason}`)).join('; ');
  const what = forced ? `The engine ${forced} does not work here` : 'No engine works here';
  const message = `${what}: ${tried || 'this engine is not a candidate'}.`;
  throw new SerenadeError('engine.unavailable', message, {}, { cause: failures.at(-1) });
}

/** Returns the first line of an error message. Node appends a search path to the message about a missing package. */
export function reasonOf(failure: unknown): string {
  const message = failure instanceof Error ? failure.message : String(failure);
  const [line = ''] = message.trim().split('\n');
  return line === '' ? 'it failed without a message' : line;
}
