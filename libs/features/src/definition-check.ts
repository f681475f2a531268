import {
  SerenadeError,
  type FeatureSetDefinition,
  type ProsodyDefinition,
  type UtteranceDefinition,
} from '#libs/contracts';
import type { FrameGrid, MelGrid, MfccGrid } from './window.js';
import { spanSamples } from './frames.js';

/** The result of a check, and a description of the problem. */
type Finding = readonly [isWrong: boolean, what: string];

/**
 * Checks what the schema cannot: that the parameters are consistent and that this code can compute them.
 *
 * @throws SerenadeError `feature_set.unknown`
 */
export function checkDefinition(definition: FeatureSetDefinition): void {
  const found = findings(definition).find(([isWrong]) => isWrong);
  if (found === undefined) return;
  throw new SerenadeError('feature_set.unknown', `The feature set is not supported: it has ${found[1]}.`);
}

function findings(definition: FeatureSetDefinition): readonly Finding[] {
  switch (definition.kind) {
    case 'librosa':
    case 'mfcc-sequence':
      return [...melFindings(definition), coefficientFinding(definition)];
    case 'meyda': {
      const { coefficients, winLength, fftLength, framing } = definition;
      return [
        ...melFindings(definition),
        coefficientFinding(definition),
        [coefficients > 40, `${coefficients} coefficients of Meyda, which returns 40 at most`],
        [winLength !== fftLength, `a window of ${winLength} in Meyda, which windows all ${fftLength}`],
        [framing !== 'left', `${framing} framing with Meyda`],
      ];
    }
    case 'logmel-sequence':
      return [
        ...melFindings(definition),
        [
          definition.leastPower.mode === 'add' && definition.topDb !== null,
          'both an added power and a bound below the loudest',
        ],
      ];
    case 'prosody': {
      const { winLength, pitchMinHz, pitchMaxHz, sampleRateHz } = definition;
      const longest = Math.ceil(sampleRateHz / pitchMinHz);
      return [
        lengthFinding(winLength),
        pitchFinding(definition),
        [2 * longest > winLength, `a pitch of ${pitchMinHz} Hz in a window of ${winLength}`],
        [sampleRateHz / pitchMaxHz < 4, `a pitch of ${pitchMaxHz} Hz at ${sampleRateHz} Hz`],
        spanFinding(definition, winLength),
      ];
    }
    case 'spectral':
      return [lengthFinding(definition.fftLength), spanFinding(definition, definition.fftLength)];
    case 'utterance-312':
      return [
        ...frameFindings(definition),
        pitchFinding(definition),
        [
          definition.fftLength < 512,
          `an FFT of ${definition.fftLength}, which is too coarse for octaves from 200 Hz`,
        ],
      ];
    case 'embedding':
      return [spanFinding(definition, definition.minSamples)];
  }
}

function melFindings(grid: MelGrid): readonly Finding[] {
  const { fMinHz, fMaxHz, sampleRateHz } = grid;
  const isOutside = fMaxHz > sampleRateHz / 2 || fMinHz >= fMaxHz;
  return [...frameFindings(grid), [isOutside, `bands from ${fMinHz} to ${fMaxHz} Hz at ${sampleRateHz} Hz`]];
}

function frameFindings(grid: FrameGrid): readonly Finding[] {
  const { fftLength, winLength } = grid;
  return [
    lengthFinding(fftLength),
    [winLength > fftLength, `a window of ${winLength} in an FFT of ${fftLength}`],
    spanFinding(grid, winLength),
  ];
}

function coefficientFinding({ coefficients, melBands }: MfccGrid): Finding {
  return [coefficients > melBands, `${coefficients} coefficients of ${melBands} bands`];
}

function lengthFinding(length: number): Finding {
  return [
    length < 4 || !Number.isInteger(Math.log2(length)),
    `an FFT of ${length}, which is not a power of two`,
  ];
}

function pitchFinding({ pitchMinHz, pitchMaxHz }: ProsodyDefinition | UtteranceDefinition): Finding {
  return [pitchMinHz >= pitchMaxHz, `a pitch between ${pitchMinHz} and ${pitchMaxHz} Hz`];
}

function spanFinding(grid: Pick<FrameGrid, 'spanSeconds' | 'sampleRateHz'>, winLength: number): Finding {
  return [(spanSamples(grid) ?? Infinity) < winLength, `a span shorter than the window of ${winLength}`];
}
