import { SerenadeError, preprocessingSchema } from '#libs/contracts';
import { Random } from '#libs/random';
import { describe, expect, it } from 'vitest';
import { readSignals } from './read-signals.js';
import { damageClip } from './testing/damage.js';
import { FIXTURE_NAMES, TELEPHONE_NAMES, fixture } from './testing/fixtures.js';

const INPUTS = 1000;
const LIMIT_MS = 1000;

describe('readSignals on damaged clips of every codec', () => {
  it.each([false, true])(
    'returns finite samples or throws a coded error within a second, lenient: %s',
    async (lenient) => {
      const clips = [...FIXTURE_NAMES, ...TELEPHONE_NAMES].map(fixture);
      const random = Random.seeded(20_261_122);
      const preprocessing = lenient ? preprocessingSchema.parse({ lenient }) : undefined;
      for (let input = 0; input < INPUTS / 2; input++) {
        const bytes = damageClip(clips, random);
        const startedAt = performance.now();
        try {
          const { signals, peak } = await readSignals(bytes, { preprocessing });
          expect(Number.isFinite(peak) && signals.every((signal) => signal.every(Number.isFinite))).toBe(
            true,
          );
        } catch (error) {
          expect(error, `input ${input}`).toBeInstanceOf(SerenadeError);
          expect(error).toMatchObject({ code: expect.stringMatching(/^clip\./) as string });
        }
        expect(performance.now() - startedAt, `input ${input}`).toBeLessThan(LIMIT_MS);
      }
    },
  );
});
