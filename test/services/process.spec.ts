import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startServer } from './process.js';

/** A server that answers with its folder, so the test can check that the folder is removed. */
const SERVER = `require('node:http').createServer((_, response) => response.end(process.cwd())).listen(+process.argv[1], '127.0.0.1')`;

async function ask(port: number): Promise<string> {
  return (await fetch(`http://127.0.0.1:${String(port)}`)).text();
}

describe('startServer', () => {
  it('waits until the server answers, and at stop ends it and removes its folder', async () => {
    const server = await startServer({
      file: process.execPath,
      args: (port) => ['-e', SERVER, String(port)],
      isReady: async (port) => (await ask(port)) !== '',
    });
    const folder = await ask(server.port);
    expect(existsSync(folder)).toBe(true);
    await server.stop();
    expect(existsSync(folder)).toBe(false);
    await expect(ask(server.port)).rejects.toThrow();
  });

  it('reports the last output of a server that exits at once', async () => {
    const starting = startServer({
      file: process.execPath,
      args: () => ['-e', 'console.error("no licence"); process.exit(3)'],
      isReady: () => Promise.resolve(false),
    });
    await expect(starting).rejects.toThrow(/did not become ready: no licence/);
  });

  it('reports a reason for a missing program', async () => {
    const starting = startServer({
      file: '/none/such',
      args: () => [],
      isReady: () => Promise.resolve(false),
    });
    await expect(starting).rejects.toThrow(/ENOENT/);
  });
});
