import { InvalidArgumentError, Option, type Command } from '@commander-js/extra-typings';
import type { ApiKeys } from '#libs/access';
import { LOCAL_OWNER, SCOPES, keyOwner, type ApiKeyView, type Scope } from '#libs/contracts';
import { answered } from '#libs/client';
import { CliError, EXIT } from '../exit-codes.js';
import { table, type Output } from '../output.js';
import { outputOf, sessionOf } from '../session.js';

const HOST = 'straight in the store, as STORE, STORE_DIR or S3_… say; for whoever has the host';
const DAY_MS = 24 * 3600 * 1000;

/** Makes, lists and revokes API keys, through the API or beside it. */
export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('API keys: with an admin key through the API, or on the host');
  keys
    .command('create')
    .description('makes a key; its secret is shown this once')
    .requiredOption('--name <name>', 'for people, such as "nightly scoring"')
    .addOption(new Option('--scope <scopes...>', 'what it may').choices(SCOPES).makeOptionMandatory())
    .option(
      '--owner <owner>',
      `whose everything is that it makes; default: your own, or ${LOCAL_OWNER} on the host`,
      owner,
    )
    .option('--days <days>', 'how long it is good for; default: until it is revoked', days)
    .option('--rate <requests>', "requests a minute that it may send; default: the server's", rate)
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
        const made = await onHost((store) => store.create(wanted));
        const view = await onHost((store) => store.view(made.record));
        return tellSecret(outputOf(command), { ...view, secret: made.secret });
      }
      const { api, out } = await sessionOf(command);
      const owned = wantedOwner === undefined ? {} : { owner: wantedOwner };
      const ends = expiresAt === null ? {} : { expiresAt };
      const rated = perMinute === undefined ? {} : { requestsPerMinute: perMinute };
      const body = { name, scopes, ...owned, ...ends, ...rated };
      tellSecret(out, await answered(api.POST('/v1/keys', { body })));
    });
  keys
    .command('list')
    .description('keys, newest first, with their last use')
    .option('--owner <owner>', 'of one owner', owner)
    .option('--host', HOST)
    .action(async ({ owner: of, host }, command) => {
      const found = host === true ? await listOnHost(of) : await listByApi(command, of);
      outputOf(command).result(found, () =>
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
    .description('revokes a key for ever; it stops working within five seconds')
    .argument('<key>', 'id of the key, as `serenade keys list` shows it')
    .option('--host', HOST)
    .action(async (id, { host }, command) => {
      const view =
        host === true
          ? await onHost(async (store) => store.view(await store.revoke(id)))
          : await answered(
              (await sessionOf(command)).api.POST('/v1/keys/{id}/revoke', { params: { path: { id } } }),
            );
      outputOf(command).result(view, () => `${view.id} (${view.name} of ${view.owner}) is revoked.`);
    });
}

function tellSecret(out: Output, key: ApiKeyView & { secret: string | null }): void {
  out.result(key, () => key.secret ?? key.id);
  out.note(
    `This is the secret of ${key.id} (${key.scopes.join(', ')}; owner ${key.owner}). It is shown this once: keep it, or log in with it:\n  serenade login`,
  );
}

/** Loads what opens the store only here: the SDK of S3 takes longer to load than any other command to run. */
async function onHost<T>(work: (keys: ApiKeys) => Promise<T>): Promise<T> {
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
  return onHost(async (store) => {
    const { items } = await store.page({ limit: 1_000, owner: of });
    return Promise.all(items.map((record) => store.view(record)));
  });
}

async function listByApi(
  command: Parameters<typeof sessionOf>[0],
  of: string | undefined,
): Promise<ApiKeyView[]> {
  const { api } = await sessionOf(command);
  const query = { limit: 200, ...(of === undefined ? {} : { owner: of }) };
  return (await answered(api.GET('/v1/keys', { params: { query } }))).items;
}

function owner(text: string): string {
  const parsed = keyOwner.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'no owner is named so');
}

function rate(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0 && count <= 1_000_000) return count;
  throw new CliError('--rate takes 1 to 1000000 requests a minute.', EXIT.usage);
}

function days(text: string): number {
  const count = Number(text);
  if (Number.isFinite(count) && count > 0 && count <= 3650) return count;
  throw new CliError('--days takes 1 to 3650.', EXIT.usage);
}
