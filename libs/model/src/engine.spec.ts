import { describe, expect, it } from 'vitest';
import { bestSimd } from '#libs/kernels/tensor';
import { engineContract } from './engine.contract.js';
import { selectEngine } from './engine.js';
import { ENGINE_CANDIDATES, type EngineCandidate } from './engines/candidates.js';
import { loadCpu } from './engines/cpu.js';

const broken: EngineCandidate = {
  name: 'tfjs-node-gpu',
  load: () => Promise.reject(new Error('no CUDA\nstack')),
};
const working: EngineCandidate = { name: 'cpu', load: loadCpu };

describe('selectEngine', () => {
  it('selects the first engine that works and reports why it passed over the others', async () => {
    const { engine } = await selectEngine({ candidates: [broken, working] });
    expect(engine).toEqual({
      name: 'cpu',
      device: 'cpu',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      passedOver: [{ name: 'tfjs-node-gpu', reason: 'no CUDA' }],
    });
  });

  it('passes over an engine that loads but cannot train', async () => {
    const tf = await loadCpu();
    const withoutMatMul = { ...tf, matMul: () => tf.scalar(Number.NaN) } as unknown as typeof tf;
    const nonsense: EngineCandidate = { name: 'tfjs-node', load: () => Promise.resolve(withoutMatMul) };
    const { engine } = await selectEngine({ candidates: [nonsense, working] });
    expect(engine.passedOver).toHaveLength(1);
  });

  it('uses the forced engine even if a better one works', async () => {
    const better: EngineCandidate = { name: 'wasm', load: loadCpu };
    const { engine } = await selectEngine({ forced: 'cpu', candidates: [better, working] });
    expect(engine).toMatchObject({ name: 'cpu', passedOver: [] });
  });

  it('reports the SIMD level of WebAssembly, which affects the last digits, and of no other engine', async () => {
    const wasm: EngineCandidate = { name: 'wasm', load: loadCpu };
    expect((await selectEngine({ candidates: [wasm] })).engine.simd).toBe(bestSimd());
    expect((await selectEngine({ candidates: [working] })).engine).not.toHaveProperty('simd');
  });

  it('fails if the forced engine does not work', async () => {
    await expect(
      selectEngine({ forced: 'tfjs-node-gpu', candidates: [broken, working] }),
    ).rejects.toMatchObject({
      code: 'engine.unavailable',
      message: 'The engine tfjs-node-gpu does not work here: no CUDA.',
    });
  });

  it('fails if no engine works', async () => {
    await expect(selectEngine({ candidates: [broken] })).rejects.toMatchObject({
      code: 'engine.unavailable',
    });
  });
});

for (const candidate of ENGINE_CANDIDATES) {
  const failure = await candidate.load().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (failure === null) engineContract(candidate);
  else it.skip(`engine ${candidate.name} does not load here: ${failure.split('\n')[0] ?? ''}`);
}
