import type { FeatureSetDefinition } from '#libs/contracts';
import { LibrosaMfcc } from './librosa-mfcc.js';
import { MeydaMfcc } from './meyda-mfcc.js';
import type { MfccEngine } from './mfcc-engine.js';

export function createEngine(definition: FeatureSetDefinition): MfccEngine {
  return definition.kind === 'meyda' ? new MeydaMfcc(definition) : new LibrosaMfcc(definition);
}
