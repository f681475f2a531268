import { SerenadeError, type FeatureSetDefinition } from '#libs/contracts';
import { spanSamples } from './frames.js';

/**
 * Checks what the schema cannot: that the parameters fit each other and that this code can compute them.
 *
 * @throws SerenadeError `feature_set.unknown`
 */
export function checkDefinition(definition: FeatureSetDefinition): void {
  const { fftLength, winLength, coefficients, melBands, fMinHz, fMaxHz, sampleRateHz, kind } = definition;
  const problems = [
    [fftLength < 4 || !Number.isInteger(Math.log2(fftLength)), `an FFT of ${fftLength}, no power of two`],
    [winLength > fftLength, `a window of ${winLength} in an FFT of ${fftLength}`],
    [coefficients > melBands, `${coefficients} coefficients of ${melBands} bands`],
    [
      fMaxHz > sampleRateHz / 2 || fMinHz >= fMaxHz,
      `bands from ${fMinHz} to ${fMaxHz} Hz at ${sampleRateHz} Hz`,
    ],
    [(spanSamples(definition) ?? Infinity) < winLength, `a span shorter than the window of ${winLength}`],
    [kind === 'meyda' && coefficients > 40, `${coefficients} coefficients of Meyda, which gives 40 at most`],
    [
      kind === 'meyda' && winLength !== fftLength,
      `a window of ${winLength} in Meyda, which windows all ${fftLength}`,
    ],
    [kind === 'meyda' && definition.framing !== 'left', `${definition.framing} framing with Meyda`],
  ] as const;
  const found = problems.find(([isWrong]) => isWrong);
  if (found) throw new SerenadeError('feature_set.unknown', `The feature set asks for ${found[1]}.`);
}
