import { beforeAll, expect, it } from 'vitest';
import { openApiDocument } from '../../../apps/api/src/openapi/document.js';
import { API_VERSION } from '../../../apps/api/src/server.js';
import { startReadyApi } from '../../support/api.js';
import { createBelongings, markOf, createUnknownIds, type Belongings } from '../../support/belongings.js';
import { keepForTests } from '../../support/kept.js';
import { holderOf, type KeyHolder } from '../../support/keys.js';
import { describeWithRedis } from '../../support/services.js';
import { zipOfCorpus } from '../../support/zip.js';

interface Schema {
  readonly type?: string;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}
type Kind = keyof Belongings;

const { paths } = openApiDocument(API_VERSION) as unknown as {
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
);
/** Lists that contain the items of all owners and require `admin`. */
const OF_ADMINS: readonly string[] = ['/v1/keys', '/v1/audit'];
const samples = createUnknownIds();
const KINDS = Object.keys(samples) as Kind[];

/** Returns the kind of item whose ids match the schema. */
function kindOf({ pattern }: Schema): Kind | null {
  if (pattern === undefined) return null;
  if (pattern.startsWith('^(?:arc|')) return 'archive'; // a receipt accepts an id of any kind
  return KINDS.find((kind) => pattern.startsWith(`^${samples[kind].slice(0, 4)}`)) ?? null;
}

/** Returns the smallest value that matches a schema, with the given ids. */
function valueOf(schema: Schema, ids: Belongings, name = ''): unknown {
  const kind = kindOf(schema);
  if (kind !== null) return ids[kind];
  if (name === 'corpus') return 'folder';
  if (schema.pattern?.includes('svg') === true) return 'confusion.svg';
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf?.[0] !== undefined) return valueOf(schema.anyOf[0], ids);
  if (schema.properties !== undefined) {
    const wanted = Object.entries(schema.properties).filter(
      ([key, part]) =>
        kindOf(part) !== null || (schema.required?.includes(key) === true && part.default === undefined),
    );
    return Object.fromEntries(wanted.map(([key, part]) => [key, valueOf(part, ids, key)]));
  }
  if (schema.type === 'array') return schema.items === undefined ? [] : [valueOf(schema.items, ids)];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  return schema.type === 'boolean' ? true : 'scores.ndjson';
}

/** Returns the kinds of the ids that the operation has in its path or its body. */
function kindsIn({ parameters, requestBody }: Operation): Kind[] {
  const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ schema }) => schema);
  const body = Object.values(requestBody?.content['application/json']?.schema?.properties ?? {});
  return [...inPath, ...body].map(kindOf).filter((kind) => kind !== null);
}

async function ask(
  holder: KeyHolder,
  { method, path, operation }: (typeof operations)[number],
  ids: Belongings,
): Promise<{ status: number; text: string }> {
  const filled = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((url, { name, schema }) => url.replace(`{${name}}`, String(valueOf(schema, ids, name))), path);
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = schema === undefined ? undefined : valueOf(schema, ids);
  const answer = await holder.call(method.toUpperCase(), filled, body);
  const text =
    operation.operationId.startsWith('watch') && answer.ok ? await firstPiece(answer) : await answer.text();
  return { status: answer.status, text };
}

/** Reads the first chunk of a stream that may never end. */
async function firstPiece({ body }: Response): Promise<string> {
  const reader = body!.getReader();
  const { value } = (await reader.read()) as { value: Uint8Array };
  await reader.cancel();
  return new TextDecoder().decode(value);
}

const without = (text: string, ids: Belongings): string =>
  Object.values(ids).reduce((rest, id) => rest.replaceAll(id, 'ID'), text);

describeWithRedis('the separation of owners', (redisUrl) => {
  const keep = keepForTests();
  let alice: KeyHolder;
  let bob: KeyHolder;
  let hers: Belongings;
  let his: Belongings;
  let admin: KeyHolder;

  beforeAll(async () => {
    const api = keep(await startReadyApi(redisUrl));
    const zip = await zipOfCorpus(['angry', 'calm'], 6);
    alice = await holderOf(api, 'alice');
    bob = await holderOf(api, 'bob');
    admin = await holderOf(api, 'root', ['admin']);
    hers = await createBelongings(api, alice, zip);
    his = await createBelongings(api, bob, zip);
  });

  const naming = operations.filter(({ operation }) => kindsIn(operation).length > 0);

  it('is tested for every operation that takes an id', () => {
    expect(naming.length).toBeGreaterThan(15);
    const unknown = operations.flatMap(({ operation, path }) =>
      operation.parameters
        .filter(
          (parameter) =>
            parameter.in === 'path' && parameter.name === 'id' && kindOf(parameter.schema) === null,
        )
        .map(() => path),
    );
    expect(unknown, 'ids without an example in test/support/belongings.ts').toEqual([]);
  });

  it.each(naming)("makes another owner's id look unknown to $method $path", async (asked) => {
    for (const kind of new Set(kindsIn(asked.operation))) {
      const nobody = createUnknownIds();
      const ids = { ...his, [kind]: hers[kind] };
      const stolen = await ask(bob, asked, ids);
      const missing = await ask(bob, asked, { ...his, [kind]: nobody[kind] });
      expect(stolen.status, `${kind}: ${stolen.text}`).toBeGreaterThanOrEqual(400);
      expect(stolen.status).toBe(missing.status);
      expect(without(stolen.text, ids)).toBe(without(missing.text, { ...his, [kind]: nobody[kind] }));
      expect(stolen.text).not.toContain(markOf('alice'));
    }
  });

  it("hides another owner's items from an admin's key too", async () => {
    for (const asked of naming.filter(
      ({ path, method }) => method === 'get' && !path.startsWith('/v1/keys'),
    )) {
      const { status, text } = await ask(admin, asked, hers);
      expect(status, asked.path).toBe(404);
      expect(text).not.toContain(markOf('alice'));
    }
  });

  it('lets the owner read the items', async () => {
    const plain = [
      'getArchive',
      'getModel',
      'getScoringRun',
      'getTrainingRun',
      'watchScoringRun',
      'watchTrainingRun',
      'getScores',
      'getErrors',
    ];
    for (const id of plain) {
      const asked = operations.find(({ operation }) => operation.operationId === id);
      expect((await ask(alice, asked!, hers)).status, id).toBe(200);
    }
  });

  it("limits lists to the caller's items", async () => {
    const lists = operations.filter(
      ({ operation }) => operation.operationId.startsWith('list') && kindsIn(operation).length === 0,
    );
    expect(lists.length).toBeGreaterThan(3);
    for (const list of lists.filter(({ path }) => !OF_ADMINS.includes(path))) {
      const [seenByHer, seenByHim] = [await ask(alice, list, hers), await ask(bob, list, his)];
      expect(seenByHer.text, list.path).toContain('alice');
      expect(seenByHim.text).toContain('bob');
      expect(seenByHim.text).not.toContain('alice');
      for (const id of Object.values(hers)) expect(seenByHim.text).not.toContain(id);
    }
  });

  it('applies to idempotency keys', async () => {
    const post = (holder: KeyHolder, ids: Belongings) =>
      holder.call(
        'POST',
        '/v1/scoring-runs',
        { archiveId: ids.archive, modelId: ids.model },
        { 'idempotency-key': 'same' },
      );
    const [first, second] = [await post(alice, hers), await post(bob, his)];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.headers.get('idempotency-replayed')).toBeNull();
    expect(await second.text()).not.toContain('alice');
  });
});
