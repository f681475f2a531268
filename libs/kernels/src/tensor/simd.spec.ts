import { describe, expect, it } from 'vitest';
import { joinsVectors } from './simd.js';

describe('vectors are joined', () => {
  const option = '--experimental-wasm-revectorize';

  it('by a V8 that was started with the option', () => {
    expect(joinsVectors('13.6.233.17-node.52', ['--inspect', option])).toBe(true);
  });

  it('not without the option', () => {
    expect(joinsVectors('13.6.233.17-node.52', [])).toBe(false);
  });

  it('not by a V8 whose option does nothing yet', () => {
    expect(joinsVectors('12.4.254.21-node.33', [option])).toBe(false);
  });
});
