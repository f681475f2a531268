import { beforeAll, describe, expect, it } from 'vitest';
import { readSignals, SignalMeter } from '#libs/audio';
import { featureSetNamed, type DomainNote, type TrainingDomain } from '#libs/contracts';
import { DomainTally, gradeDomain } from '#libs/evaluation';
import { createExtractor } from '#libs/features';
import { CONDITIONS, type Change } from '../../apps/lab/src/domain/conditions.js';
import { unlabelledClips } from '#libs/synthetic';
import { findRecordings, restoreClips } from '../support/real-corpora.js';

const extractor = createExtractor(featureSetNamed('paper-20'));
const meter = new SignalMeter();

function tallied(signals: readonly Float32Array[], change: Change = (signal) => signal): DomainTally {
  const tally = new DomainTally(extractor.coefficients);
  for (const signal of signals) {
    const changed = change(signal);
    const features = extractor.extract(changed);
    meter.add(changed);
    tally.add(features, meter.take() ?? undefined);
  }
  return tally;
}

async function signalsOf(clips: readonly { readonly bytes: Uint8Array }[]): Promise<Float32Array[]> {
  const signals: Float32Array[] = [];
  for (const { bytes } of clips) {
    const [signal] = (await readSignals(bytes)).signals;
    if (signal !== undefined) signals.push(signal.slice());
  }
  return signals;
}

const { 'noise 5 dB below': noisy, 'telephone band': telephone, '40 dB quieter': quieter } = CONDITIONS;

const gradesOf = ({ figures }: DomainNote) =>
  Object.fromEntries(figures.map(({ figure, grade }) => [figure, grade]));

describe('the domain grade of synthetic voices', () => {
  let signals: Float32Array[];
  let training: TrainingDomain;
  beforeAll(async () => {
    const { files } = unlabelledClips(1, 60);
    signals = await signalsOf(files.filter(({ name }) => name.startsWith('calls/call-')));
    training = tallied(signals).training();
  });
  const noteOf = (seed: number, change?: Change) =>
    signalsOf(unlabelledClips(seed, 30).files.filter(({ name }) => name.startsWith('calls/call-'))).then(
      (of) => gradeDomain(tallied(of, change).result(), training),
    );

  it('is A for the training voices and good for similar ones', async () => {
    expect(gradeDomain(tallied(signals).result(), training).grade).toBe('A');
    expect((await noteOf(2)).grade).toMatch(/[AB]/);
  });

  it('is worse for quieter or noisier clips', async () => {
    expect(gradesOf(await noteOf(2, quieter)).levelDbfs).toMatch(/[DE]/);
    expect(gradesOf(await noteOf(2, noisy)).snrDb).toMatch(/[DE]/);
  });
});

const recordings = await findRecordings();

describe.skipIf(recordings.folder === null)(
  `the domain grade of recordings${recordings.missing === null ? '' : ` (skipped: ${recordings.missing})`}`,
  () => {
    let known: Float32Array[];
    let others: Float32Array[];
    let training: TrainingDomain;
    beforeAll(async () => {
      const restored = (...actors: string[]) =>
        restoreClips(recordings.folder ?? '', 'ravdess-speech-16k', actors).then(signalsOf);
      known = await restored('Actor_01', 'Actor_02', 'Actor_04');
      others = await restored('Actor_19');
      training = tallied(known).training();
    }, 120_000);

    it('is A for the training clips, and good for another actor in the same studio', () => {
      expect(gradeDomain(tallied(known).result(), training).grade).toBe('A');
      expect(gradeDomain(tallied(others).result(), training).grade).toMatch(/[AB]/);
    });

    it.each([
      ['as by telephone', telephone, 'bandwidthHz', 'narrower in bandwidth (up to 4,'],
      ['in noise 5 dB below them', noisy, 'snrDb', 'noisier (speech '],
      ['40 dB quieter', quieter, 'levelDbfs', 'quieter (-8'],
    ] as const)('is bad of the same clips %s, and says why', (_what, change, figure, words) => {
      const note = gradeDomain(tallied(others, change).result(), training);
      expect(gradesOf(note)[figure]).toMatch(/[DE]/);
      expect(note.grade).toMatch(/[DE]/);
      expect(note.sentence).toContain(words);
    });
  },
);
