import { z } from 'zod';
import {
  archiveView,
  engineInfo,
  epochMetrics,
  errorCodeSchema,
  errorLine,
  evaluationSchema,
  assessmentSchema,
  featureSetDefinition,
  modelView,
  preprocessingSchema,
  problemDocument,
  recipeSchema,
  scoreLine,
  scoringRunView,
  splitReport,
  trainingReport,
  trainingRunView,
} from '#libs/contracts';

export type Json = Record<string, unknown>;

/** Schemas that the document contains once, by name. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Archive: archiveView,
  Assessment: assessmentSchema,
  Engine: engineInfo,
  EpochMetrics: epochMetrics,
  ErrorCode: errorCodeSchema,
  ErrorLine: errorLine,
  Evaluation: evaluationSchema,
  FeatureSet: featureSetDefinition,
  Model: modelView,
  Preprocessing: preprocessingSchema,
  Problem: problemDocument,
  Recipe: recipeSchema,
  ScoreLine: scoreLine,
  ScoringRun: scoringRunView,
  Split: splitReport,
  TrainingReport: trainingReport,
  TrainingRun: trainingRunView,
};
for (const [id, schema] of Object.entries(NAMED)) {
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
}

/** The `components` of a document, filled as its operations are described. */
export class Components {
  private readonly found = new Map<string, Json>();
  private readonly shared = new Map<string, Json>();

  /** Sorted by name. */
  get schemas(): Json {
    return sorted(this.found);
  }

  get responses(): Json {
    return sorted(this.shared);
  }

  /** Adds a response that many operations share, and returns a reference to it. */
  response(name: string, response: Json): Json {
    this.shared.set(name, response);
    return { $ref: `#/components/responses/${name}` };
  }

  /**
   * Returns the JSON Schema of a request (`input`, in which properties with a default are optional) or a response. Named
   * parts become references.
   */
  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _dialect,
      $defs = {},
      ...rest
    } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
    const defs = $defs as Record<string, Json>;
    // Only objects differ between input and output, because they can have defaults.
    const nameOf = (id: string): string =>
      io === 'output' || defs[id]?.['type'] === 'string' ? id : `${id}Input`;
    const referring = (part: Json): Json =>
      JSON.parse(
        JSON.stringify(part).replaceAll(
          /"#\/\$defs\/(\w+)"/g,
          (_, id: string) => `"#/components/schemas/${nameOf(id)}"`,
        ),
      ) as Json;
    for (const [id, { id: _id, ...definition }] of Object.entries(defs))
      this.found.set(nameOf(id), referring(definition));
    return referring(rest);
  }
}

function sorted(parts: ReadonlyMap<string, Json>): Json {
  return Object.fromEntries([...parts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
