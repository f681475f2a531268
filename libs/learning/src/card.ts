import { corporaOf, modelVersion, nameOfMethod, type ModelCard, type TrainingReport } from '#libs/contracts';
import { CORPORA } from '#libs/corpus';

/** The fields of a model's card that the report of its training lacks. */
export type ModelIdentity = Pick<
  ModelCard,
  'id' | 'owner' | 'trainingRunId' | 'archiveId' | 'featureSetName' | 'weightsSha256' | 'dataHash'
> &
  Partial<Pick<ModelCard, 'name' | 'intendedUse'>>;

const INTENDED_USE =
  'Research. The label says how a listener would name the emotion in a voice, not what a person feels. ' +
  'Not for emotion inference at work or in education, which the EU AI Act (Article 5) forbids.';

/** Builds the card of a model from the report of its training. */
export function buildModelCard(report: TrainingReport, identity: ModelIdentity): ModelCard {
  const { labels, featureSet, featureSetId, recipe, seed, parameters, split, test, latency, corpus, engine } =
    report;
  const { assessment, domain, labelMap, corpusChecks, weightBytes, compression } = report;
  return {
    v: 1,
    ...identity,
    version: modelVersion(identity.weightsSha256),
    name: identity.name ?? nameModel(report),
    createdAt: new Date().toISOString(),
    labels,
    featureSetId,
    featureSet,
    recipe,
    seed,
    parameters,
    split,
    test,
    assessment,
    domain,
    labelMap,
    corpusChecks,
    weightBytes,
    ...(compression === undefined ? {} : { compression }),
    latency,
    corpus,
    dataLicence: corporaOf(corpus)
      .map((name) => CORPORA[name].licence)
      .join(' '),
    intendedUse: identity.intendedUse ?? INTENDED_USE,
    engine,
  };
}

/** Names a model by its architecture, corpus and protocol. */
export function nameModel({ recipe, corpus, split, compression }: TrainingReport): string {
  const how = compression === undefined ? '' : ` ${nameOfMethod(compression.method)}`;
  return `${recipe.architecture} ${corpus} ${split.name}${how}`;
}
