/** A two-pole resonator with unit gain at 0 Hz (Klatt 1980, "Software for a cascade/parallel formant synthesizer"). */
export class Resonator {
  readonly #radius: number;
  #a = 1;
  #b = 0;
  #y1 = 0;
  #y2 = 0;

  constructor(
    bandwidthHz: number,
    private readonly sampleRateHz: number,
  ) {
    this.#radius = Math.exp((-Math.PI * bandwidthHz) / sampleRateHz);
  }

  tune(frequencyHz: number): void {
    this.#b = 2 * this.#radius * Math.cos((2 * Math.PI * frequencyHz) / this.sampleRateHz);
    this.#a = 1 - this.#b + this.#radius * this.#radius;
  }

  filter(x: number): number {
    const y = this.#a * x + this.#b * this.#y1 - this.#radius * this.#radius * this.#y2;
    this.#y2 = this.#y1;
    this.#y1 = y;
    return y;
  }
}
