import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSignals, SignalMeter } from '#libs/audio';
import type { DomainNote, ModelCard } from '#libs/contracts';
import { DomainTally, gradeDomain, evaluate, isUncertain, largest } from '#libs/evaluation';
import { createExtractor } from '#libs/features';
import { createScorer, selectEngine, type Model, type Scorer } from '#libs/model';
import { splitOfCard } from '../training-part.js';
import type { Change } from './conditions.js';

/** What became of the test clips under a change. */
export interface Outcome {
  readonly note: DomainNote;
  readonly uar: number;
  /** Share of clips whose score is uncertain, and how many of the other answers are right; null without a threshold. */
  readonly uncertain: number | null;
  readonly accuracyOfOthers: number | null;
}

/** The test clips of a model, to be heard as they are or changed. */
export class TestPart {
  private constructor(
    private readonly card: ModelCard,
    private readonly scorer: Scorer,
    private readonly signals: readonly Float32Array[],
    private readonly labels: readonly number[],
  ) {}

  /** @throws LabError when the clips in the folder are not those of the card */
  static async open(card: ModelCard, model: Model, folder: string): Promise<TestPart> {
    const { data, split } = await splitOfCard(card, folder);
    const signals: Float32Array[] = [];
    for (const clip of split.test) {
      const bytes = await readFile(join(folder, data.utterances[clip]?.name ?? ''));
      const { signals: own } = await readSignals(bytes, { resampler: card.featureSet.resampler });
      signals.push((own[0] ?? new Float32Array()).slice());
    }
    const labels = split.test.map((clip) => model.labels.indexOf(data.utterances[clip]?.label ?? ''));
    const { tf } = await selectEngine();
    return new TestPart(card, createScorer(tf, model), signals, labels);
  }

  async outcome(change: Change): Promise<Outcome> {
    const { card, labels } = this;
    const { tally, features } = this.hear(change);
    const probabilities = await this.scorer.predict(features);
    const classes = card.labels.length;
    const answers = labels.map((label, clip) => {
      const row = [...probabilities.subarray(clip * classes, (clip + 1) * classes)];
      return {
        isRight: largest(probabilities, clip * classes, classes) === label,
        isUncertain: isUncertain(row, card.assessment),
      };
    });
    const others = answers.filter((answer) => answer.isUncertain === false);
    const hasThreshold = answers.some((answer) => answer.isUncertain !== null);
    return {
      note: gradeDomain(tally.result(), card.domain),
      uar: evaluate(probabilities, labels, card.labels).uar,
      uncertain: hasThreshold ? 1 - others.length / answers.length : null,
      accuracyOfOthers:
        others.length === 0 ? null : others.filter(({ isRight }) => isRight).length / others.length,
    };
  }

  private hear(change: Change) {
    const { featureSet } = this.card;
    const extractor = createExtractor(featureSet);
    const { coefficients } = extractor;
    const meter = new SignalMeter();
    const tally = new DomainTally(coefficients);
    const rows = this.signals.map((signal) => {
      const changed = change(signal);
      const row = extractor.extract(changed);
      meter.add(changed, featureSet.spanSeconds);
      tally.add(row, meter.take() ?? undefined);
      return row;
    });
    const offsets = [0];
    for (const { length } of rows) offsets.push((offsets.at(-1) ?? 0) + length / coefficients);
    const values = new Float32Array((offsets.at(-1) ?? 0) * coefficients);
    rows.forEach((row, at) => values.set(row, (offsets[at] ?? 0) * coefficients));
    return { tally, features: { offsets, values } };
  }
}
