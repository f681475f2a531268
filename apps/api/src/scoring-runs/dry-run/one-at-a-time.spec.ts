import { expect, it } from 'vitest';
import { OneAtATime } from './one-at-a-time.js';

const waited = new AbortController().signal;

it('runs what it is given one after the other, whatever becomes of it', async () => {
  const said: string[] = [];
  const turns = new OneAtATime();
  const slow = (name: string) => async () => {
    said.push(`${name} begins`);
    await new Promise(setImmediate);
    said.push(`${name} ends`);
    if (name === 'first') throw new Error(name);
    return name;
  };
  const all = await Promise.allSettled(
    ['first', 'second', 'third'].map((name) => turns.run(slow(name), waited)),
  );
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  const order = ['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]);
  expect(said).toEqual(order);
});

it('does not begin for somebody who has gone', async () => {
  const turns = new OneAtATime();
  const gone = new AbortController();
  const before = turns.run(() => new Promise(setImmediate), waited);
  const begun: string[] = [];
  const theirs = turns.run(() => Promise.resolve(begun.push('begun')), gone.signal);
  gone.abort(new Error('gone'));
  await expect(theirs).rejects.toThrow('gone');
  await before;
  expect(begun).toEqual([]);
  expect(await turns.run(() => Promise.resolve('next'), waited)).toBe('next');
});
