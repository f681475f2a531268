import { instantiate, type KernelMemory } from './load-module.js';
import { Layout, reserve } from './memory.js';
import { type Pcm16, type PolyphaseFilter, splitTaps, TAP_SCALE, type SplitTaps } from './split-taps.js';

/** Input and output pass through memory in blocks that fit the second-level cache. */
const INPUT_BYTES = 65_536;
/** Size of the scratch of `decimate16`. */
const SCRATCH_BYTES = 17_408;
const LARGEST_MAGNITUDE = 32_768;

/** The functions of `assembly/resample.ts`, whose comments describe them. */
interface ResampleExports {
  readonly memory: KernelMemory;
  peakMono(from: number, count: number): number;
  peakStereo(from: number, frames: number): number;
  convertMono(from: number, count: number, gain: number, to: number): void;
  convertStereo(from: number, frames: number, gain: number, to: number): void;
  decimate16(
    from: number,
    stride: number,
    low: number,
    lowBytes: number,
    high: number,
    highFrom: number,
    highBytes: number,
    outputs: number,
    gain: number,
    highGain: number,
    scratch: number,
    to: number,
  ): void;
  peakBits(from: number, count: number): number;
  decimate(from: number, stride: number, h: number, taps: number, outputs: number, to: number): void;
  polyphase(
    from: number,
    phase: number,
    up: number,
    down: number,
    table: number,
    taps: number,
    outputs: number,
    to: number,
  ): void;
  interpolated(
    from: number,
    phase: number,
    up: number,
    down: number,
    table: number,
    taps: number,
    rows: number,
    outputs: number,
    to: number,
  ): void;
}

/** Layout of the memory: the table in use, then a block of input, then a block of output. */
interface Places {
  readonly table: number;
  readonly input: number;
  readonly output: number;
  /** Number of outputs in a block. */
  readonly outputs: number;
  /** Scratch for the kernel's sums. */
  readonly scratch: number;
}

/** Decodes and resamples for one thread, and keeps the table of the last filter. */
export class ResampleKernel {
  readonly #exports = instantiate('resample') as ResampleExports;
  #loaded: PolyphaseFilter | SplitTaps | null = null;
  #places: Places = { table: 0, input: 0, output: 0, outputs: 0, scratch: 0 };

  /**
   * Decodes and mixes down 16-bit PCM.
   *
   * @param out receives the mean of the channels, its first `out.length` frames
   * @returns the largest magnitude of all frames, including those beyond `out`
   */
  convertPcm16(pcm: Pcm16, out: Float32Array): number {
    checkPcm(pcm);
    const { frames, channels } = pcm;
    if (out.length > frames) throw new RangeError(`${frames} frames cannot produce ${out.length} outputs.`);
    const { input, output, outputs } = this.#use(null, 0, 1, 2 * channels, 1);
    const gain = 1 / (LARGEST_MAGNITUDE * channels);
    let peak = 0;
    for (let at = 0; at < frames; at += outputs) {
      const count = Math.min(outputs, frames - at);
      peak = Math.max(peak, this.#loadPcm(pcm, at, count));
      if (at >= out.length) continue;
      if (channels === 1) this.#exports.convertMono(input, count, gain, output);
      else this.#exports.convertStereo(input, count, gain, output);
      this.#store(output, Math.min(count, out.length - at), out, at);
    }
    return peak * gain;
  }

  /**
   * Decodes, mixes down and decimates 16-bit PCM in one pass of exact integer sums.
   *
   * @param filter one whose `up` is 1
   * @param out receives the first `out.length` of `ceil(frames / down)` outputs
   * @returns the largest magnitude of all frames before decimation
   */
  decimatePcm16(pcm: Pcm16, filter: PolyphaseFilter, out: Float32Array): number {
    checkPcm(pcm);
    checkOutputs(pcm.frames, filter, out);
    if (filter.up !== 1) throw new RangeError(`A ratio of ${filter.down}:${filter.up} is not a decimation.`);
    const { frames, channels } = pcm;
    const { down, half } = filter;
    const split = splitTaps(filter, channels);
    const { low, high, lead, highFrom, highScale } = split;
    const reach = low.length / channels;
    const { table, input, output, outputs, scratch } = this.#use(split, reach, down, 2 * channels, 1);
    const unit = LARGEST_MAGNITUDE * channels;
    let peak = 0;
    for (let at = 0; at < Math.max(out.length, Math.ceil(frames / down)); at += outputs) {
      const count = Math.min(outputs, out.length - at);
      peak = Math.max(peak, this.#loadPcm(pcm, at * down - half - lead, (outputs - 1) * down + reach));
      if (count <= 0) continue;
      this.#exports.decimate16(
        input,
        2 * channels * down,
        table,
        2 * low.length,
        table + 2 * low.length,
        2 * highFrom,
        2 * high.length,
        count,
        1 / (TAP_SCALE * unit),
        1 / (highScale * unit),
        scratch,
        output,
      );
      this.#store(output, count, out, at);
    }
    return peak / unit;
  }

  /**
   * Resamples a signal that counts as zero beyond its ends.
   *
   * @param out receives the first `out.length` of `ceil(samples * up / down)` outputs
   */
  resample(signal: Float32Array, filter: PolyphaseFilter, out: Float32Array): void {
    checkOutputs(signal.length, filter, out);
    const { up, down, half, taps } = filter;
    const { input, outputs, output } = this.#use(filter, taps, down, 4, up);
    for (let at = 0; at < out.length; at += outputs) {
      const count = Math.min(outputs, out.length - at);
      const place = at * down;
      const first = Math.floor(place / up);
      this.#loadSamples(signal, first - half, Math.ceil((count * down) / up) + taps + 1, input);
      this.#filterBlock(filter, place % up, count);
      this.#store(output, count, out, at);
    }
  }

  /** Returns the largest magnitude of a signal; NaN if any sample is NaN. */
  peak(signal: Float32Array): number {
    const { input, outputs } = this.#use(null, 0, 1, 4, 1);
    let bits = 0;
    for (let at = 0; at < signal.length; at += outputs) {
      this.#loadSamples(signal, at, outputs, input);
      bits = Math.max(bits, this.#exports.peakBits(input, outputs));
    }
    return new Float32Array(Int32Array.of(bits).buffer)[0] ?? 0;
  }

  #filterBlock(filter: PolyphaseFilter, phase: number, count: number): void {
    const { up, down, taps, phases, isInterpolated } = filter;
    const { table, input, output } = this.#places;
    if (isInterpolated)
      this.#exports.interpolated(input, phase, up, down, table, taps, phases, count, output);
    else if (up === 1) this.#exports.decimate(input, 4 * down, table, taps, count, output);
    else this.#exports.polyphase(input, phase, up, down, table, taps, count, output);
  }

  /**
   * Copies a table into memory if it is not there yet, and lays out blocks for it.
   *
   * @param reach number of inputs that an output needs
   * @param width size of an input in bytes
   */
  #use(
    table: PolyphaseFilter | SplitTaps | null,
    reach: number,
    down: number,
    width: number,
    up: number,
  ): Places {
    const inputs = Math.max(4, Math.floor(INPUT_BYTES / width) - reach);
    const outputs = 8 * Math.max(1, Math.floor((inputs * up) / down / 8));
    // Kernels round up to 8 outputs, and taps to vectors.
    const slack = width * (Math.ceil((16 * down) / up) + reach) + 256;
    const layout = new Layout();
    const tableBytes = table === null ? 0 : bytesOf(table);
    const places = {
      table: layout.take(tableBytes),
      input: layout.take(width * Math.ceil((outputs * down) / up + reach) + slack),
      output: layout.take(4 * outputs + 64),
      outputs,
      scratch: layout.take(SCRATCH_BYTES),
    };
    reserve(this.#exports.memory, layout.end);
    if (table !== null && table !== this.#loaded) this.#loadTable(table, places.table);
    this.#loaded = table;
    this.#places = places;
    return places;
  }

  #loadTable(table: PolyphaseFilter | SplitTaps, at: number): void {
    const { buffer } = this.#exports.memory;
    if ('table' in table) {
      new Float32Array(buffer, at, table.table.length).set(table.table);
      return;
    }
    new Int16Array(buffer, at, table.low.length).set(table.low);
    new Int16Array(buffer, at + 2 * table.low.length, table.high.length).set(table.high);
  }

  /** Copies `count` frames from `first` on, with zeros beyond both ends. Returns the largest magnitude of their sums. */
  #loadPcm({ bytes, offset, frames, channels }: Pcm16, first: number, count: number): number {
    const { input } = this.#places;
    const width = 2 * channels;
    const start = Math.min(Math.max(0, -first), count);
    const end = Math.min(Math.max(start, frames - first), count);
    const from = input + width * start;
    const to = input + width * end;
    const memory = new Uint8Array(this.#exports.memory.buffer);
    memory.fill(0, input, from);
    memory.set(bytes.subarray(offset + width * (first + start), offset + width * (first + end)), from);
    // The peak kernel reads 64 bytes at a time.
    memory.fill(0, to, input + width * count + 64);
    return channels === 1
      ? this.#exports.peakMono(from, end - start)
      : this.#exports.peakStereo(from, end - start);
  }

  #loadSamples(signal: Float32Array, first: number, count: number, input: number): void {
    const start = Math.min(Math.max(0, -first), count);
    const end = Math.min(Math.max(start, signal.length - first), count);
    const block = new Float32Array(this.#exports.memory.buffer, input, count);
    block.fill(0, 0, start);
    block.set(signal.subarray(first + start, first + end), start);
    block.fill(0, end);
  }

  #store(from: number, count: number, out: Float32Array, at: number): void {
    out.set(new Float32Array(this.#exports.memory.buffer, from, count), at);
  }
}

let kernel: ResampleKernel | null = null;

/** Returns the kernel of this thread. */
export function resampleKernel(): ResampleKernel {
  kernel ??= new ResampleKernel();
  return kernel;
}

/** A table contains floats, or 16-bit integers in two parts. */
function bytesOf(table: PolyphaseFilter | SplitTaps): number {
  return 'table' in table ? 4 * table.table.length : 2 * (table.low.length + table.high.length);
}

function checkPcm({ bytes, offset, frames, channels }: Pcm16): void {
  const end = offset + 2 * channels * frames;
  if (offset >= 0 && frames >= 0 && end <= bytes.length) return;
  throw new RangeError(`PCM of ${frames} frames from byte ${offset} on ends at ${end} of ${bytes.length}.`);
}

function checkOutputs(inputs: number, { up, down }: PolyphaseFilter, out: Float32Array): void {
  const most = Math.ceil((inputs * up) / down);
  if (out.length <= most) return;
  throw new RangeError(`${inputs} inputs produce ${most} outputs, not ${out.length}.`);
}
