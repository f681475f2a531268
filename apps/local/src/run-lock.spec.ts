import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, requireFree } from './free-port.js';
import { lockFolder } from './run-lock.js';
import { once } from 'node:events';
import { createServer } from 'node:net';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'serenade-lock-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('lockFolder', () => {
  it('rejects a second run while the first is alive', async () => {
    await writeFile(join(folder, 'pid'), String(process.ppid));
    await expect(lockFolder(folder, 'The demo')).rejects.toThrow(
      `already running here (process ${process.ppid})`,
    );
  });

  it('takes over a lock whose process is gone, and releases it', async () => {
    await writeFile(join(folder, 'pid'), '999999999');
    const unlock = await lockFolder(folder, 'The demo');
    await unlock();
    await expect(lockFolder(folder, 'The demo')).resolves.toBeTypeOf('function');
  });
});

describe('requireFree', () => {
  it('names the option to use if the port is taken', async () => {
    const port = await freePort();
    await requireFree(port, '--port');
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    await expect(requireFree(port, '--port')).rejects.toThrow(/another program listens there.*--port/);
    server.close();
  });
});
