import { readFileSync, readdirSync } from 'node:fs';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { WorkMetrics } from '#libs/runs';
import { startReadyApi } from '../support/api.js';
import { describeWithRedis } from '../support/services.js';
import { readManifests, scaledObject } from './manifests.js';

const DEPLOY = new URL('../../deploy/', import.meta.url);
const METRIC = /\bserenade_[a-z0-9_]+/g;

/** The metric names in the PromQL queries of each file. */
function namesAsked(): [string, string][] {
  const files = ['grafana/', 'prometheus/'].flatMap((folder) =>
    readdirSync(new URL(folder, DEPLOY)).map((file) => folder + file),
  );
  const texts = files.map((file) => [file, readFileSync(new URL(file, DEPLOY), 'utf8')] as const);
  const scaling = readManifests()
    .filter(({ kind }) => kind === 'ScaledObject')
    .flatMap(({ file, content }) =>
      scaledObject
        .parse(content)
        .spec.triggers.map(({ metadata }) => [`kubernetes/${file}`, metadata.query] as const),
    );
  return [...texts, ...scaling].flatMap(([file, text]) =>
    [...new Set(text.match(METRIC) ?? [])].map((name): [string, string] => [file, name]),
  );
}

/** The names of the samples that a process exports. A histogram exports three. */
function namesExported(text: string): Set<string> {
  const exported = new Set<string>();
  for (const [, name = '', type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    if (type !== 'histogram') exported.add(name);
    else for (const suffix of ['_bucket', '_count', '_sum']) exported.add(name + suffix);
  }
  return exported;
}

describeWithRedis('dashboard, alerts and scaling', (redisUrl) => {
  it('query only metrics that the processes export', async () => {
    await using api = await startReadyApi(redisUrl);
    const worker = new Registry();
    new WorkMetrics(worker);
    const exported = namesExported(
      `${await (await api.call('GET', '/metrics')).text()}\n${await worker.metrics()}`,
    );
    const asked = namesAsked();
    expect(new Set(asked.map(([file]) => file))).toHaveLength(4); // none was read in vain
    expect(asked.filter(([, name]) => !exported.has(name))).toEqual([]);
  });

  it('find every metric of the processes in docs/operations.md, which lists no other', async () => {
    await using api = await startReadyApi(redisUrl);
    const text = await (await api.call('GET', '/metrics')).text();
    const exported = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
    const own = exported.filter((name) => !/^serenade_(?:process|nodejs)_/.test(name));
    const documented = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const rows = [...documented.matchAll(/^\| `(serenade_[a-z0-9_]+)` /gm)].map(([, name = '']) => name);
    expect(rows.sort()).toEqual(own.sort());
  });
});
