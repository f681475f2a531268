import { expect, it } from 'vitest';
import { Speed } from './speed.js';

it('is known after half a second and ignores old measurements', () => {
  const speed = new Speed();
  speed.note(0, 0);
  speed.note(100, 100);
  expect(speed.bytesPerSecond).toBeNull();
  speed.note(2_000, 1_000);
  expect(speed.bytesPerSecond).toBe(2_000);
  for (let second = 2; second <= 30; second++) speed.note(2_000 + 500 * (second - 1), 1_000 * second);
  expect(speed.bytesPerSecond).toBe(500);
});
