import { describe, expect, it } from 'vitest';
import { startHealthServer } from './health-server.js';

describe('startHealthServer', () => {
  it('reports the state of the worker until it is closed', async () => {
    let ok = true;
    const server = await startHealthServer('127.0.0.1', 0, () => ({ ok, detail: ok ? 'up' : 'redis end' }));
    const url = `http://127.0.0.1:${server.port}`;
    const live = await fetch(`${url}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'ok', detail: 'up' }]);
    ok = false;
    const down = await fetch(`${url}/health/live`);
    expect([down.status, await down.json()]).toEqual([503, { status: 'down', detail: 'redis end' }]);
    expect((await fetch(`${url}/other`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    await server.close();
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  it('serves metrics if there are any, and 500 if rendering them fails', async () => {
    let isBroken = false;
    const render = () => (isBroken ? Promise.reject(new Error('no')) : Promise.resolve('up 1\n'));
    const metrics = { contentType: 'text/plain; version=0.0.4', render };
    const server = await startHealthServer('127.0.0.1', 0, () => ({ ok: true, detail: 'up' }), metrics);
    const ask = () => fetch(`http://127.0.0.1:${server.port}/metrics`);
    const answer = await ask();
    expect(answer.headers.get('content-type')).toBe(metrics.contentType);
    expect(await answer.text()).toBe('up 1\n');
    isBroken = true;
    expect((await ask()).status).toBe(500);
    await server.close();
  });
});
