import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SerenadeError, type DomainNote, type ModelCard } from '#libs/contracts';
import { DomainTally, gradeDomain, evaluate, isUncertain, largest } from '#libs/evaluation';
import {
  clipRows,
  extractedClip,
  featuresOfClip,
  joinRows,
  meanOfRows,
  type ExtractedClip,
} from '#libs/learning';
import { createScorer, selectEngine, type Model, type Scorer } from '#libs/model';
import { openExtractor } from '../evaluate/read-corpus.js';
import { LabError } from '../lab-error.js';
import { splitOfCard } from '../training-part.js';
import type { Change } from './conditions.js';

/** The result of scoring the test clips under a change. */
export interface Outcome {
  readonly note: DomainNote;
  readonly uar: number;
  /**
   * The share of clips whose score is uncertain, and the accuracy of the other predictions. Null without a threshold.
   */
  readonly uncertain: number | null;
  readonly accuracyOfOthers: number | null;
}

/** Scores the test clips of a model after a change of their signals. */
export class TestPart {
  private constructor(
    private readonly card: ModelCard,
    private readonly scorer: Scorer,
    private readonly clips: readonly Uint8Array[],
    private readonly labels: readonly number[],
  ) {}

  /** @throws LabError when the folder does not contain the card's clips */
  static async open(card: ModelCard, model: Model, folder: string): Promise<TestPart> {
    const { data, split } = await splitOfCard(card, folder);
    if (card.featureSet.preprocessing?.segments != null)
      throw new LabError(`${card.id} cuts clips into segments, whose signals cannot be changed here.`);
    const clips: Uint8Array[] = [];
    for (const clip of split.test)
      clips.push(await readFile(join(folder, data.utterances[clip]?.name ?? '')));
    const labels = split.test.map((clip) => model.labels.indexOf(data.utterances[clip]?.label ?? ''));
    const { tf } = await selectEngine();
    return new TestPart(card, createScorer(tf, model), clips, labels);
  }

  async outcome(change: Change): Promise<Outcome> {
    const { card, labels } = this;
    const { tally, features, rows } = await this.extract(change);
    const classes = card.labels.length;
    const clips = [...labels.keys()];
    const probabilities = meanOfRows(rows, clips, await this.scorer.predict(features), classes);
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

  private async extract(change: Change) {
    const extractor = openExtractor(this.card.featureSet);
    const { coefficients } = extractor;
    const clips: ExtractedClip[] = [];
    for (const bytes of this.clips) {
      const report = await extractor.extract(bytes, change);
      const made = extractor.rows.splice(0);
      if (report.status === 'failed') throw new SerenadeError(report.code, report.message);
      clips.push(extractedClip(report, (row) => made[row] ?? new Float32Array()));
    }
    const rows = clipRows(clips.map((clip) => clip.rows));
    const features = joinRows(
      clips.flatMap((clip) => clip.rows),
      coefficients,
    );
    const tally = new DomainTally(coefficients);
    clips.forEach(({ signal }, at) => tally.add(featuresOfClip(rows, features, coefficients, at), signal));
    return { tally, features, rows };
  }
}
