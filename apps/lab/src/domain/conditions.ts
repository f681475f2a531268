import { resample, SIGNAL_RATE_HZ } from '#libs/audio';
import { Random } from '#libs/random';
import { createWhiteNoise, applyGain, addNoise } from '#libs/features';

/** A change of a signal between the speaker and the model. */
export type Change = (signal: Float32Array) => Float32Array;

const TELEPHONE_RATE_HZ = 8000;
/** The length of the added noise, which repeats in longer clips. */
const NOISE_SECONDS = 2;

const random = Random.seeded(0, 'domain');
const NOISE = createWhiteNoise(NOISE_SECONDS * SIGNAL_RATE_HZ, () => random.uniform());

const gain =
  (db: number): Change =>
  (signal) =>
    applyGain(signal, db);
const noise =
  (snrDb: number): Change =>
  (signal) =>
    addNoise(signal, NOISE, snrDb);

/** The conditions, by their names in the table. */
export const CONDITIONS: Readonly<Record<string, Change>> = {
  'as recorded': (signal) => signal,
  '10 dB louder': gain(10),
  '20 dB louder': gain(20),
  '10 dB quieter': gain(-10),
  '20 dB quieter': gain(-20),
  '40 dB quieter': gain(-40),
  'noise 40 dB below': noise(40),
  'noise 20 dB below': noise(20),
  'noise 5 dB below': noise(5),
  'telephone band': (signal) =>
    resample(
      resample(signal, SIGNAL_RATE_HZ, TELEPHONE_RATE_HZ, 'kaiser-8'),
      TELEPHONE_RATE_HZ,
      SIGNAL_RATE_HZ,
      'kaiser-8',
    ),
};
