import { describe, expect, it } from 'vitest';
import { ANY_ID, ID_PREFIXES, idPattern, idTimestampMs, modelIdOfRun, newId, type IdKind } from './ids.js';

const KINDS = Object.keys(ID_PREFIXES) as IdKind[];

describe('newId', () => {
  it.each(KINDS)('creates a %s id that matches only its own pattern', (kind) => {
    const id = newId(kind);
    expect(id).toMatch(ANY_ID);
    expect(KINDS.filter((other) => idPattern(other).test(id))).toEqual([kind]);
  });

  it('creates ids that sort by creation time', () => {
    const ids = Array.from({ length: 1000 }, () => newId('archive'));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids)).toHaveLength(ids.length);
  });

  it('creates ids that are valid in a job id: no colon, not an integer', () => {
    const id = newId('scoringRun');
    expect(id).not.toContain(':');
    expect(Number.isInteger(Number(id))).toBe(false);
  });
});

describe('idTimestampMs', () => {
  it('reads the creation time of an id', () => {
    const before = Date.now();
    const at = idTimestampMs(newId('model'));
    expect(at).toBeGreaterThanOrEqual(before - 1);
    expect(at).toBeLessThanOrEqual(Date.now() + 1);
  });
});

describe('modelIdOfRun', () => {
  it('always returns the same valid model id for a run', () => {
    const runId = newId('trainingRun');
    expect(modelIdOfRun(runId)).toBe(modelIdOfRun(runId));
    expect(modelIdOfRun(runId)).toMatch(idPattern('model'));
  });
});
