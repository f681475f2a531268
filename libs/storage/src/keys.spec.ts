import { describe, expect, it } from 'vitest';
import { newId } from '#libs/contracts';
import {
  parseRecordId,
  ownedKey,
  ownedPrefix,
  recordKey,
  recordPrefix,
  scoringKeys,
  shardIdOf,
} from './keys.js';

/** Returns an id with this time. */
function idAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `arc-${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

describe('recordKey', () => {
  it('sorts newest first in byte order', () => {
    const ids = [0, 1, 255, 256, 1_700_000_000_000, 1_700_000_000_001, 2 ** 47].map(idAt);
    const keys = ids.map((id) => recordKey('archives', id));
    expect([...keys].sort()).toEqual([...keys].reverse());
  });

  it('starts with the prefix of its kind and contains the id', () => {
    const id = newId('scoringRun');
    const key = recordKey('scoring-runs', id);
    expect(key.startsWith(recordPrefix('scoring-runs'))).toBe(true);
    expect(parseRecordId(key)).toBe(id);
    expect(ownedKey('me', 'scoring-runs', id).startsWith(ownedPrefix('me', 'scoring-runs'))).toBe(true);
    expect(parseRecordId(ownedKey('me', 'scoring-runs', id))).toBe(id);
  });
});

describe('shardIdOf', () => {
  it('depends on the clips and on the feature set', () => {
    expect(shardIdOf('fs-1', 'aa')).toBe(shardIdOf('fs-1', 'aa'));
    expect(new Set([shardIdOf('fs-1', 'aa'), shardIdOf('fs-2', 'aa'), shardIdOf('fs-1', 'ab')])).toHaveLength(
      3,
    );
    expect(shardIdOf('fs-1', 'aa')).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('scoringKeys', () => {
  it('sorts score parts in the order of the archive', () => {
    const parts = [0, 9, 10, 99_999_999].map((ordinal) => scoringKeys.part('scr-1', ordinal));
    expect([...parts].sort()).toEqual(parts);
  });
});
