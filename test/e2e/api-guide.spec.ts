import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { ROOT } from '../../apps/local/src/places.js';
import { labelledClips } from '../../apps/local/src/synthetic/synthetic-corpus.js';
import { badClips } from '../support/bad-clips.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore } from '../support/real-store.js';
import { describeWithRedis } from '../support/services.js';

const LONGEST_MS = 60_000;

describeWithRedis('docs/api.md', (redisUrl) => {
  it('works as it stands there, from top to bottom', async () => {
    await using store = await folderStore();
    await using folder = await RealFolder.make();
    await using stack = await RealStack.start({ redisUrl, store, featureWorkers: 1, gpuWorkers: 1 });
    const place = await mkdtemp(join(tmpdir(), 'serenade-guide-'));
    try {
      const labelled = [...labelledClips(3, 4, 3)];
      await copyFile(await folder.zip('labelled.zip', labelled), join(place, 'labelled.zip'));
      const mixed = [...labelled.slice(0, 6), ...badClips(labelled[0]!.bytes)];
      await copyFile(await folder.zip('calls.zip', mixed), join(place, 'calls.zip'));

      const said = await shell(await commandsOf('docs/api.md'), place, stack.url);
      expect(said).toMatchObject({ code: 0 });
      for (const seen of [
        '"uar":',
        '"errorsByCode":',
        'clip.truncated',
        'run.not_found',
        '"reason":"deleted"',
      ])
        expect(said.out).toContain(seen);
      for (const file of ['model.onnx', 'scores.csv', 'scores.parquet'])
        expect((await stat(join(place, file))).size).toBeGreaterThan(100);
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  }, 120_000);
});

/** Every block of shell of a document, as one script. */
async function commandsOf(document: string): Promise<string> {
  const markdown = await readFile(join(ROOT, document), 'utf8');
  const blocks = [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
  expect(blocks.length).toBeGreaterThan(4);
  return blocks.join('\n');
}

/** Ends at the first command that fails, and tells it. */
async function shell(script: string, cwd: string, url: string) {
  const child = spawn('bash', ['-euxo', 'pipefail', '-c', script], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', SERENADE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => resolve(code));
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, err: err.slice(-2_000) };
}
