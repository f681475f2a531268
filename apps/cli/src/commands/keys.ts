import { InvalidArgumentError, Option, type Command } from '@commander-js/extra-typings';
import type { ApiKeys } from '#libs/access';
import { LOCAL_OWNER, SCOPES, keyOwner, type ApiKeyView, type Scope } from '#libs/contracts';
import { CliError, EXIT } from '../exit-codes.js';
import { table, type Output } from '../output.js';
import { createOutput, createSession } from '../session.js';

const HOST =
  'accesses the store directly, as set by STORE, STORE_DIR or S3_…; for administrators of the host';
const DAY_MS = 24 * 3600 * 1000;

/** Adds commands that create, list and revoke API keys, through the API or directly in the store. */
export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('manages API keys, through the API with an admin key or on the host');
  keys
    .command('create')
    .description('creates a key and shows its secret once')
    .requiredOption('--name <name>', 'a name for people, such as "nightly scoring"')
    .addOption(new Option('--scope <scopes...>', 'what the key may do').choices(SCOPES).makeOptionMandatory())
    .option(
      '--owner <owner>',
      `owner of everything created with this key; default: your own, or ${LOCAL_OWNER} with --host`,
      owner,
    )
    .option('--days <days>', 'days until the key expires; default: never', days)
    .option(
      '--rate <requests>',
      "requests per minute that the key may send; default: the server's limit",
      rate,
    )
    .option('--host', HOST)
    .addHelpText(
      'after',
      '\nExamples:\n  serenade keys create --host --name admin --scope admin\n  serenade keys create --name nightly --owner calls --scope score --days 90',
    )
    .action(async ({ name, scope, owner: wantedOwner, days: lasts, rate: perMinute, host }, command) => {
      const scopes: Scope[] = [...scope];
      const expiresAt = lasts === undefined ? null : new Date(Date.now() + lasts * DAY_MS).toISOString();
      if (host === true) {
        const own = { owner: wantedOwner ?? LOCAL_OWNER, requestsPerMinute: perMinute ?? null };
        const wanted = { ...own, name, scopes, expiresAt, createdBy: 'host' };
        const made = await withHostKeys((store) => store.create(wanted));
        const view = await withHostKeys((store) => store.toView(made.record));
        return printSecret(createOutput(command), { ...view, secret: made.secret });
      }
      const { api, out } = await createSession(command);
      const owned = wantedOwner === undefined ? {} : { owner: wantedOwner };
      const ends = expiresAt === null ? {} : { expiresAt };
      const rated = perMinute === undefined ? {} : { requestsPerMinute: perMinute };
      const body = { name, scopes, ...owned, ...ends, ...rated };
      printSecret(out, await api.call('POST /v1/keys', { body }));
    });
  keys
    .command('list')
    .description('lists keys with their last use, newest first')
    .option('--owner <owner>', 'keys of one owner', owner)
    .option('--host', HOST)
    .action(async ({ owner: of, host }, command) => {
      const found = host === true ? await listOnHost(of) : await listByApi(command, of);
      createOutput(command).result(found, () =>
        table(
          ['key', 'owner', 'name', 'scopes', 'state', 'expires', 'last use'],
          found.map((key) => [
            key.id,
            key.owner,
            key.name,
            key.scopes.join(' '),
            key.state,
            key.expiresAt,
            key.lastUsedAt,
          ]),
        ),
      );
    });
  keys
    .command('revoke')
    .description('revokes a key permanently, within five seconds')
    .argument('<key>', 'id of the key, as `serenade keys list` shows it')
    .option('--host', HOST)
    .action(async (id, { host }, command) => {
      const view =
        host === true
          ? await withHostKeys(async (store) => store.toView(await store.revoke(id)))
          : await (await createSession(command)).api.call('POST /v1/keys/{id}/revoke', { params: { id } });
      createOutput(command).result(view, () => `${view.id} (${view.name}, owner ${view.owner}) is revoked.`);
    });
}

function printSecret(out: Output, key: ApiKeyView & { secret: string | null }): void {
  out.result(key, () => key.secret ?? key.id);
  out.note(
    `This is the secret of ${key.id} (scopes ${key.scopes.join(', ')}; owner ${key.owner}). It is shown only once. Store it safely, or log in with it:\n  serenade login`,
  );
}

/** Accesses the keys in the store. The S3 SDK is imported here, because importing it takes longer than most commands. */
async function withHostKeys<T>(work: (keys: ApiKeys) => Promise<T>): Promise<T> {
  const { openHostKeys } = await import('../host-keys.js');
  const { keys, store } = openHostKeys();
  try {
    await store.probe();
    return await work(keys);
  } finally {
    await store.close();
  }
}

async function listOnHost(of: string | undefined): Promise<ApiKeyView[]> {
  return withHostKeys(async (store) => {
    const { items } = await store.page({ limit: 1_000, owner: of });
    return Promise.all(items.map((record) => store.toView(record)));
  });
}

async function listByApi(
  command: Parameters<typeof createSession>[0],
  of: string | undefined,
): Promise<ApiKeyView[]> {
  const { api } = await createSession(command);
  const query = { limit: 200, ...(of === undefined ? {} : { owner: of }) };
  return (await api.call('GET /v1/keys', { query })).items;
}

function owner(text: string): string {
  const parsed = keyOwner.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'Invalid owner.');
}

function rate(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0 && count <= 1_000_000) return count;
  throw new CliError('--rate requires a whole number of requests per minute from 1 to 1000000.', EXIT.usage);
}

function days(text: string): number {
  const count = Number(text);
  if (Number.isFinite(count) && count > 0 && count <= 3650) return count;
  throw new CliError('--days requires a number from 1 to 3650.', EXIT.usage);
}
