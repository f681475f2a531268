import { describe, expect, it } from 'vitest';
import { joinsVectors } from './instance.js';

describe('joinsVectors', () => {
  const option = '--experimental-wasm-revectorize';

  it('is true if V8 was started with the option', () => {
    expect(joinsVectors('13.6.233.17-node.52', ['--inspect', option])).toBe(true);
  });

  it('is false without the option', () => {
    expect(joinsVectors('13.6.233.17-node.52', [])).toBe(false);
  });

  it('is false for a V8 that ignores the option', () => {
    expect(joinsVectors('12.4.254.21-node.33', [option])).toBe(false);
  });
});
