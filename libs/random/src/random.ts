/** Four 32-bit words: the complete state of a `Random`. */
export type RandomState = readonly [number, number, number, number];

/**
 * Generates seeded pseudo-random numbers with xoshiro128** 1.1 (Blackman and Vigna 2018); splitmix32 fills its state.
 * The same seed and stream return the same numbers on every engine and machine. `state` lets a run resume later.
 */
export class Random {
  private readonly words: Uint32Array;

  constructor(state: RandomState) {
    this.words = Uint32Array.from(state);
  }

  /**
   * Creates a generator from a seed.
   *
   * @param seed a non-negative integer up to 2^53 - 1
   * @throws RangeError if the seed is anything else
   * @param stream selects an independent sequence of the same seed, such as `shuffle`
   */
  static seeded(seed: number, stream = ''): Random {
    const next = splitmix32(mixSeed(seed, stream));
    return new Random([next(), next(), next(), next()]);
  }

  get state(): RandomState {
    const [a = 0, b = 0, c = 0, d = 0] = this.words;
    return [a, b, c, d];
  }

  /** Returns an integer in [0, 2^32). */
  uint32(): number {
    // Array destructuring of `words` would use an iterator, which costs several times as much.
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

  /** Fills `target` with the numbers that repeated calls of `uint32` would return, several times as fast. */
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

  /** Returns an independent generator, seeded with the next four numbers of this one. */
  fork(): Random {
    return new Random([this.uint32(), this.uint32(), this.uint32(), this.uint32()]);
  }

  /** Returns a number in [0, 1), a multiple of 2^-32. */
  uniform(): number {
    return this.uint32() / 2 ** 32;
  }

  /** Returns a number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Returns an integer in [0, bound) without bias: it redraws numbers from the uneven rest of 2^32. */
  below(bound: number): number {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let value = this.uint32();
    while (value >= limit) value = this.uint32();
    return value % bound;
  }

  /** Returns a standard normal number (Box and Muller 1958, the cosine half). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Returns a shuffled copy (Fisher and Yates, Durstenfeld 1964). */
  shuffle<T>(items: Iterable<T>): T[] {
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

/** Hashes a seed and a stream's name to 32 bits: FNV-1a over both words of the seed and the name's UTF-16 units. */
function mixSeed(seed: number, stream: string): number {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`The seed ${seed} is not a non-negative integer up to 2^53 - 1.`);
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
