import { readFileSync, readdirSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const FOLDER = new URL('../../deploy/kubernetes/', import.meta.url);

/** Tells kubectl which files to apply. It creates nothing in the cluster. */
const KUSTOMIZATION = 'kustomization.yaml';

export interface Manifest {
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** The whole object as parsed, for validation. */
  readonly content: Record<string, unknown>;
}

const head = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

/** Reads every object of deploy/kubernetes. @throws if a file is not YAML, or an object lacks a kind or a name */
export function readManifests(): Manifest[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && file !== KUSTOMIZATION);
  return files.flatMap((file) =>
    documentsOf(file).map((content) => {
      const { apiVersion, kind, metadata } = head.parse(content);
      return { file, apiVersion, kind, name: metadata.name, content: content as Record<string, unknown> };
    }),
  );
}

/** Returns the files that `kubectl apply -k` reads. */
export function filesOfKustomization(): string[] {
  const [content] = documentsOf(KUSTOMIZATION);
  return z.looseObject({ resources: z.array(z.string()) }).parse(content).resources;
}

function documentsOf(file: string): unknown[] {
  return parseAllDocuments(readFileSync(new URL(file, FOLDER), 'utf8'), { uniqueKeys: true }).map(
    (document) => {
      if (document.errors.length > 0) throw new Error(`${file}: ${document.errors.join('; ')}`);
      return document.toJS() as unknown;
    },
  );
}

const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.union([z.string(), z.number()]) }) });

const container = z.looseObject({
  image: z.string(),
  envFrom: z.array(
    z.union([
      z.object({ configMapRef: z.object({ name: z.string() }) }),
      z.object({ secretRef: z.object({ name: z.string() }) }),
    ]),
  ),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
});

/** The fields of a Deployment that the tests use. */
export const deployment = z.looseObject({
  spec: z.looseObject({
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.looseObject({
      metadata: z.looseObject({
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()).default({}),
      }),
      spec: z.looseObject({ containers: z.tuple([container]) }),
    }),
  }),
});

export const settings = z.looseObject({
  data: z.record(z.string(), z.string()).default({}),
  stringData: z.record(z.string(), z.string()).default({}),
});

export const service = z.looseObject({
  spec: z.object({
    selector: z.record(z.string(), z.string()),
    ports: z.array(z.looseObject({ port: z.number(), targetPort: z.string() })),
  }),
});

export const scaledObject = z.looseObject({
  spec: z.looseObject({
    scaleTargetRef: z.object({ name: z.string() }),
    triggers: z.array(z.looseObject({ metadata: z.looseObject({ query: z.string() }) })),
  }),
});
