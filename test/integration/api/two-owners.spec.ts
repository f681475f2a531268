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
/** Lists of all owners' things, which take `admin`. */
const OF_ADMINS: readonly string[] = ['/v1/keys', '/v1/audit'];
const samples = createUnknownIds();
const KINDS = Object.keys(samples) as Kind[];

/** The kind of thing whose ids fit the schema. */
function kindOf({ pattern }: Schema): Kind | null {
  if (pattern === undefined) return null;
  if (pattern.startsWith('^(?:arc|')) return 'archive'; // an id of any kind: that of a receipt
  return KINDS.find((kind) => pattern.startsWith(`^${samples[kind].slice(0, 4)}`)) ?? null;
}

/** The least that fits a schema; ids are those given. */
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

/** Ids that the operation names, in its path or its body. */
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

/** Of a stream that may go on for ever. */
async function firstPiece({ body }: Response): Promise<string> {
  const reader = body!.getReader();
  const { value } = (await reader.read()) as { value: Uint8Array };
  await reader.cancel();
  return new TextDecoder().decode(value);
}

const without = (text: string, ids: Belongings): string =>
  Object.values(ids).reduce((rest, id) => rest.replaceAll(id, 'ID'), text);

describeWithRedis('two owners', (redisUrl) => {
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

  it('are told apart in every operation that names an id', () => {
    expect(naming.length).toBeGreaterThan(15);
    const unknown = operations.flatMap(({ operation, path }) =>
      operation.parameters
        .filter(
          (parameter) =>
            parameter.in === 'path' && parameter.name === 'id' && kindOf(parameter.schema) === null,
        )
        .map(() => path),
    );
    expect(unknown, 'ids that test/support/belongings.ts has no example of').toEqual([]);
  });

  it.each(naming)(
    "of $method $path: another owner's id is answered as one that nobody has",
    async (asked) => {
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
    },
  );

  it("of reading: an admin's key sees no more of another owner's things than any other", async () => {
    for (const asked of naming.filter(
      ({ path, method }) => method === 'get' && !path.startsWith('/v1/keys'),
    )) {
      const { status, text } = await ask(admin, asked, hers);
      expect(status, asked.path).toBe(404);
      expect(text).not.toContain(markOf('alice'));
    }
  });

  it('of reading: the owner gets what the other does not', async () => {
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

  it('of lists: each sees his own', async () => {
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

  it('of idempotency keys: the same key is another for each', async () => {
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
