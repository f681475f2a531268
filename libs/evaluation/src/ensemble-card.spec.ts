import { describe, expect, it } from 'vitest';
import { modelCardOf } from '../../../test/support/records.js';
import { checkMembers } from './ensemble-card.js';

describe('checkMembers', () => {
  it('accepts members whose labels are in different orders', () => {
    checkMembers([modelCardOf({ labels: ['calm', 'angry'] }), modelCardOf({ labels: ['angry', 'calm'] })]);
  });

  it.each([
    [{ featureSetId: 'fs-other' }, 'model.feature_set_mismatch'],
    [{ labels: ['calm', 'sad'] }, 'model.labels_mismatch'],
  ])('refuses a member with %j', (patch, code) => {
    const members = [modelCardOf(), modelCardOf(), modelCardOf(patch)];
    expect(() => checkMembers(members)).toThrow(
      expect.objectContaining({ code, context: { modelId: members[2]?.id } }),
    );
  });
});
