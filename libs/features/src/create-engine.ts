import type { MfccSequenceDefinition, PooledDefinition } from '#libs/contracts';
import { fitsKernels, KernelMfcc } from './kernel-rows.js';
import { LibrosaMfcc } from './librosa-mfcc.js';
import { MeydaMfcc } from './meyda-mfcc.js';
import type { MfccEngine } from './engines.js';

/** Creates the MFCC engine: the kernel if it supports the sizes, otherwise the reference. */
export function createEngine(definition: PooledDefinition | MfccSequenceDefinition): MfccEngine {
  if (definition.kind === 'meyda') return new MeydaMfcc(definition);
  const reference = (): MfccEngine => new LibrosaMfcc(definition);
  return fitsKernels(definition) ? new KernelMfcc(definition, reference) : reference();
}
