import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { isConnected, reconnections, suspectLoss } from './connection.js';

const listen = (port: number) =>
  new Promise<{ port: number; close: () => Promise<unknown> }>((resolve) => {
    const server = createServer((_, response) => void response.end('{}')).listen(port, '127.0.0.1', () => {
      const close = () => {
        server.closeAllConnections();
        return new Promise((closed) => server.close(closed));
      };
      resolve({ port: (server.address() as AddressInfo).port, close });
    });
  });

it('reports a lost and a restored connection, and nothing if the server answered all along', async () => {
  const first = await listen(0);
  const url = `http://127.0.0.1:${String(first.port)}`;
  await suspectLoss(url);
  expect([isConnected.value, reconnections.value]).toEqual([true, 0]);

  await first.close();
  const mended = suspectLoss(url);
  await expect.poll(() => isConnected.value).toBe(false);
  const second = await listen(first.port);
  await mended;
  expect([isConnected.value, reconnections.value]).toEqual([true, 1]);
  await second.close();
});
