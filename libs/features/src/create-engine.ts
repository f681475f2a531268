import type { MfccSequenceDefinition, PooledDefinition } from '#libs/contracts';
import type { MfccEngine } from './engines.js';
import { createKernelMfcc, fitsKernels } from './kernel-rows.js';
import { createLibrosaMfcc } from './librosa-mfcc.js';
import { createMeydaMfcc } from './meyda-mfcc.js';

/** Creates the MFCC engine: the kernel if it supports the sizes, otherwise the reference. */
export function createEngine(definition: PooledDefinition | MfccSequenceDefinition): MfccEngine {
  if (definition.kind === 'meyda') return createMeydaMfcc(definition);
  return fitsKernels(definition)
    ? createKernelMfcc(definition, () => createLibrosaMfcc(definition))
    : createLibrosaMfcc(definition);
}
