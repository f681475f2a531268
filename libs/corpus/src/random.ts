/** Four 32-bit words: everything that decides what a `Random` gives next. */
export type RandomState = readonly [number, number, number, number];

/**
 * Seeded pseudo-random numbers: xoshiro128** 1.1 (Blackman and Vigna 2018), its state filled by splitmix32.
 * The same seed and stream give the same numbers on every engine and machine, and `state` lets a run go on later.
 */
export class Random {
  private readonly words: Uint32Array;

  constructor(state: RandomState) {
    this.words = Uint32Array.from(state);
  }

  /**
   * @param seed a non-negative integer up to 2^53 - 1
   * @param stream names an independent sequence of the same seed, such as `shuffle`
   */
  static seeded(seed: number, stream = ''): Random {
    const next = splitmix32(mixSeed(seed, stream));
    return new Random([next(), next(), next(), next()]);
  }

  get state(): RandomState {
    const [a = 0, b = 0, c = 0, d = 0] = this.words;
    return [a, b, c, d];
  }

  /** An integer in [0, 2^32). */
  uint32(): number {
    // Not taken apart as a list: that would go through an iterator, at several times the cost.
    const { words } = this;
    const [a, b, c, d] = [words[0] ?? 0, words[1] ?? 0, words[2] ?? 0, words[3] ?? 0];
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const third = c ^ a;
    const fourth = d ^ b;
    words[0] = a ^ fourth;
    words[1] = b ^ third;
    words[2] = third ^ (b << 9);
    words[3] = rotateLeft(fourth, 11);
    return result;
  }

  /** What as many calls of `uint32` would give, several times as fast. */
  fill(target: Uint32Array): void {
    let [a = 0, b = 0, c = 0, d = 0] = this.words;
    for (let at = 0; at < target.length; at++) {
      target[at] = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
      const third = c ^ a;
      const fourth = d ^ b;
      const shifted = b << 9;
      a ^= fourth;
      b ^= third;
      c = third ^ shifted;
      d = rotateLeft(fourth, 11);
    }
    this.words.set([a, b, c, d]);
  }

  /** A sequence of its own, which the next four numbers of this one decide. */
  fork(): Random {
    return new Random([this.uint32(), this.uint32(), this.uint32(), this.uint32()]);
  }

  /** A number in [0, 1), a multiple of 2^-32. */
  uniform(): number {
    return this.uint32() / 2 ** 32;
  }

  /** An integer in [0, bound), without bias: the uneven rest of 2^32 is drawn again. */
  below(bound: number): number {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let value = this.uint32();
    while (value >= limit) value = this.uint32();
    return value % bound;
  }

  /** A standard normal number (Box and Muller 1958, the cosine half). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** A shuffled copy (Fisher and Yates, Durstenfeld 1964). */
  shuffled<T>(items: Iterable<T>): T[] {
    const list = [...items];
    for (let last = list.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const moved = list[last] as T;
      list[last] = list[other] as T;
      list[other] = moved;
    }
    return list;
  }
}

/** 32 bits of a seed and a stream's name: FNV-1a over both words of the seed and the name's UTF-16 units. */
function mixSeed(seed: number, stream: string): number {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`A seed is a non-negative integer, not ${seed}`);
  let hash = 0x811c9dc5;
  const take = (value: number) => (hash = Math.imul(hash ^ value, 0x01000193));
  take(seed >>> 0);
  take(Math.floor(seed / 2 ** 32));
  for (let at = 0; at < stream.length; at++) take(stream.charCodeAt(at));
  return hash;
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let value = state ^ (state >>> 16);
    value = Math.imul(value, 0x21f0aaad);
    value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
    return (value ^ (value >>> 15)) >>> 0;
  };
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
