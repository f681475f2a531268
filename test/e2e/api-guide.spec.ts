import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { ROOT } from '../../apps/local/src/places.js';
import { labelledClips } from '#libs/synthetic';
import { createBadClips } from '../support/bad-clips.js';
import { parseShellBlocks } from '../support/curl-examples.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { bucketStore } from '../support/real-store.js';
import { describeWithRedis, describeWithS3 } from '../support/services.js';
import { slowClips } from '../support/slow-clips.js';
import { statisticsModel } from '../support/statistics-model.js';

const LONGEST_MS = 150_000;
const LOOPBACK = { OUTBOUND_ALLOWED_NETWORKS: '127.0.0.0/8' };
/** The number of clips is large enough that their run is still active when the guide pauses and cancels it. */
const SLOW_CLIPS = 320;

describeWithRedis('docs/api.md', (redisUrl) => {
  describeWithS3('on S3', (access) => {
    it('works from top to bottom as written', async () => {
      await using store = await bucketStore(access);
      await using recordings = await bucketStore(access);
      await using folder = await RealFolder.make();
      await using hook = await receiver();
      await using stack = await RealStack.start({
        redisUrl,
        store,
        featureWorkers: 1,
        gpuWorkers: 1,
        apiEnv: { ...LOOPBACK, ARCHIVE_BUCKETS: recordings.bucket },
        featuresEnv: LOOPBACK,
      });
      const place = await mkdtemp(join(tmpdir(), 'serenade-guide-'));
      try {
        const labelled = [...labelledClips(3, 4, 3)];
        await copyFile(await folder.zip('labelled.zip', labelled), join(place, 'labelled.zip'));
        const mixed = [...labelled.slice(0, 6), ...createBadClips(labelled[0]!.bytes)];
        await copyFile(await folder.zip('calls.zip', mixed), join(place, 'calls.zip'));
        await writeFile(join(place, 'one.wav'), labelled[0]!.bytes);
        await writeFile(join(place, 'embedding.onnx'), statisticsModel);
        const slow = await folder.zip('may.zip', slowClips(SLOW_CLIPS));
        await recordings.store.put('2026/may.zip', await readFile(slow));

        const script = parseShellBlocks(await readFile(join(ROOT, 'docs/api.md'), 'utf8')).join('\n');
        const said = await runScript(script, place, {
          SERENADE_URL: stack.url,
          CALLS_URL: `s3://${recordings.bucket}/2026/may.zip`,
          HOOK_URL: hook.url,
        });
        expect(said.code, said.err).toBe(0);
        for (const seen of [
          '"uar":',
          '"precision":"int8"},"before":',
          '"errorsByCode":',
          'clip.truncated',
          'run.not_found',
          '"reason":"deleted"',
          '"state":"revoked"',
        ])
          expect(said.out).toContain(seen);
        for (const file of ['metrics.txt', 'confusion.svg', 'reliability.png', 'model.onnx', 'scores.csv'])
          expect((await stat(join(place, file))).size).toBeGreaterThan(100);
        expect((await stat(join(place, 'scores.parquet'))).size).toBeGreaterThan(100);
        expect((await stat(join(place, 'beginning.wav'))).size).toBe(1024);
        expect(mixed.map(({ bytes }) => bytes.length)).toContain((await stat(join(place, 'first.wav'))).size);
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    }, 240_000);
  });
});

/** Starts a server that accepts every message. */
async function receiver() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(204).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Runs a script that prints each command and stops at the first one that fails. */
async function runScript(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  const child = spawn('bash', ['-euxo', 'pipefail', '-c', script], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => resolve(code));
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, err: err.slice(-2_000) };
}
