import { describe, expect, it } from 'vitest';
import { ANY_ID, ID_PREFIXES, idPattern, idTimestampMs, modelIdOfRun, newId, type IdKind } from './ids.js';

const KINDS = Object.keys(ID_PREFIXES) as IdKind[];

describe('newId', () => {
  it.each(KINDS)('makes a %s id that its own pattern takes and no other', (kind) => {
    const id = newId(kind);
    expect(id).toMatch(ANY_ID);
    expect(KINDS.filter((other) => idPattern(other).test(id))).toEqual([kind]);
  });

  it('makes ids that sort by the order of their making', () => {
    const ids = Array.from({ length: 1000 }, () => newId('archive'));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids)).toHaveLength(ids.length);
  });

  it('makes ids that may stand in a job id: no colon, no integer', () => {
    const id = newId('scoringRun');
    expect(id).not.toContain(':');
    expect(Number.isInteger(Number(id))).toBe(false);
  });
});

describe('idTimestampMs', () => {
  it('reads when an id was made', () => {
    const before = Date.now();
    const at = idTimestampMs(newId('model'));
    expect(at).toBeGreaterThanOrEqual(before - 1);
    expect(at).toBeLessThanOrEqual(Date.now() + 1);
  });
});

describe('modelIdOfRun', () => {
  it('gives a run the same model id each time, and a valid one', () => {
    const runId = newId('trainingRun');
    expect(modelIdOfRun(runId)).toBe(modelIdOfRun(runId));
    expect(modelIdOfRun(runId)).toMatch(idPattern('model'));
  });
});
