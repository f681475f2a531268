import {
  FEATURE_SETS,
  LOCAL_OWNER,
  RECIPES,
  featureSetId,
  newId,
  type ArchiveRecord,
  type Evaluation,
  type ModelCard,
  type ScoringRunRecord,
  type SplitReport,
  type TrainingRunRecord,
} from '#libs/contracts';

export const LABELS = ['calm', 'angry'] as const;
export const PAPER_20 = featureSetId(FEATURE_SETS['paper-20']);
const NOW = '2026-01-02T03:04:05.000Z';

export function buildArchiveRecord(patch: Partial<ArchiveRecord> = {}): ArchiveRecord {
  return {
    v: 1,
    id: newId('archive'),
    owner: LOCAL_OWNER,
    name: 'clips.zip',
    format: 'zip',
    sizeBytes: 100,
    sha256: '0'.repeat(64),
    entries: 1,
    createdAt: NOW,
    expiresAt: null,
    ...patch,
  };
}

const shared = {
  v: 1,
  owner: LOCAL_OWNER,
  archiveName: 'clips.zip',
  featureSet: 'paper-20',
  featureSetId: PAPER_20,
  state: 'queued',
  createdAt: NOW,
  finishedAt: null,
  expiresAt: null,
  error: null,
  priority: 'normal',
  launch: 0,
} as const;

export function scoringRunOf(patch: Partial<ScoringRunRecord> = {}): ScoringRunRecord {
  return {
    ...shared,
    id: newId('scoringRun'),
    kind: 'scoring',
    archiveId: newId('archive'),
    modelId: newId('model'),
    modelVersion: 'abcdef012345',
    retries: [],
    ...patch,
  };
}

export function trainingRunOf(patch: Partial<TrainingRunRecord> = {}): TrainingRunRecord {
  return {
    ...shared,
    id: newId('trainingRun'),
    kind: 'training',
    archiveId: newId('archive'),
    corpus: 'folder',
    labelMap: null,
    leaveOut: [],
    recipe: 'paper',
    resolvedRecipe: RECIPES.paper,
    split: 'P0',
    fold: 0,
    seed: 0,
    modelId: null,
    compression: null,
    ...patch,
  };
}

export const evaluation: Evaluation = {
  clips: 2,
  accuracy: 1,
  uar: 1,
  macroF1: 1,
  perClass: LABELS.map((label) => ({ label, support: 1, precision: 1, recall: 1, f1: 1 })),
  confusion: [
    [1, 0],
    [0, 1],
  ],
  ece: 0,
  brier: 0,
};

const split: SplitReport = {
  name: 'P0',
  fold: 0,
  seed: 0,
  train: 8,
  validation: 1,
  test: 2,
  hash: 'f'.repeat(64),
  testTwinsInTraining: null,
  speakersInBoth: null,
};

export function modelCardOf(patch: Partial<ModelCard> = {}): ModelCard {
  return {
    v: 1,
    id: newId('model'),
    owner: LOCAL_OWNER,
    version: 'abcdef012345',
    name: 'dual-lstm folder P0',
    createdAt: NOW,
    trainingRunId: newId('trainingRun'),
    archiveId: newId('archive'),
    labels: [...LABELS],
    featureSetName: 'paper-20',
    featureSetId: PAPER_20,
    featureSet: FEATURE_SETS['paper-20'],
    recipe: RECIPES.paper,
    seed: 0,
    parameters: 100,
    weightsSha256: 'a'.repeat(64),
    dataHash: 'b'.repeat(64),
    split,
    test: evaluation,
    latency: { perClipMsBatch1: 1, perClipMsBatch64: 1 },
    corpus: 'folder',
    dataLicence: 'unknown',
    intendedUse: 'tests',
    engine: { name: 'cpu', device: 'cpu', version: '1', passedOver: [] },
    ...patch,
  };
}
