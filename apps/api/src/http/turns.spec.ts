import { expect, it } from 'vitest';
import { Turns } from './turns.js';

const present = new AbortController().signal;

it('runs operations one after the other, even if one fails', async () => {
  const events: string[] = [];
  const turns = new Turns(1);
  const slow = (name: string) => async () => {
    events.push(`${name} begins`);
    await new Promise(setImmediate);
    events.push(`${name} ends`);
    if (name === 'first') throw new Error(name);
    return name;
  };
  const all = await Promise.allSettled(
    ['first', 'second', 'third'].map((name) => turns.run(slow(name), present)),
  );
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  const order = ['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]);
  expect(events).toEqual(order);
});

it('does not start an operation whose client has gone', async () => {
  const turns = new Turns(1);
  const gone = new AbortController();
  const before = turns.run(() => new Promise(setImmediate), present);
  const begun: string[] = [];
  const aborted = turns.run(() => Promise.resolve(begun.push('begun')), gone.signal);
  gone.abort(new Error('gone'));
  await expect(aborted).rejects.toThrow('gone');
  await before;
  expect(begun).toEqual([]);
  expect(await turns.run(() => Promise.resolve('next'), present)).toBe('next');
});
