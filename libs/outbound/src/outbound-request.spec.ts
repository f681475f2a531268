import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { AddressGuard } from './address-guard.js';
import { checkUrl, sendOutboundRequest, readStart } from './outbound-request.js';

const OWN = new AddressGuard(['127.0.0.0/8', '::1/128']);
const PUBLIC = new AddressGuard();
const timeoutMs = 2_000;

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

describe('sendOutboundRequest', () => {
  it.each([
    'http://127.0.0.1/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://169.254.169.254/latest/meta-data/',
    'http://8.8.8.8/',
    'ftp://8.8.8.8/',
    'file:///etc/passwd',
    'https://user:secret@8.8.8.8/',
    'no url',
  ])('refuses %s before anything is sent', (url) => {
    expect(() => checkUrl(url, PUBLIC)).toThrow(expect.objectContaining({ code: 'outbound.refused' }));
  });

  it('refuses a name that resolves to a refused address', async () => {
    await using server = await serve((_, response) => response.end('secret'));
    const url = `http://localhost:${server.port}/`;
    await expect(sendOutboundRequest(url, { guard: PUBLIC, timeoutMs })).rejects.toMatchObject({
      code: 'outbound.refused',
    });
  });

  it('calls an allowed network by name and without TLS', async () => {
    await using server = await serve((request, response) => {
      request.pipe(response.setHeader('x-method', request.method ?? ''));
    });
    const url = `http://localhost:${server.port}/`;
    const { status, headers, body } = await sendOutboundRequest(url, {
      guard: OWN,
      method: 'POST',
      body: 'hello',
      timeoutMs,
    });
    expect([status, headers['x-method'], await readStart(body, 100)]).toEqual([200, 'POST', 'hello']);
  });

  it('returns a redirect unless it should follow', async () => {
    await using server = await serve((_, response) => response.writeHead(302, { location: '/there' }).end());
    const { status, body } = await sendOutboundRequest(server.url, { guard: OWN, timeoutMs });
    body.destroy();
    expect(status).toBe(302);
  });

  it('follows redirects up to the limit', async () => {
    await using server = await serve((request, response) => {
      const step = Number(request.url?.slice(1));
      response.writeHead(step < 3 ? 302 : 200, { location: `/${step + 1}` }).end(`at ${step}`);
    });
    const far = await sendOutboundRequest(`${server.url}0`, { guard: OWN, timeoutMs, maxRedirects: 3 });
    expect([far.status, await readStart(far.body, 10)]).toEqual([200, 'at 3']);
    const near = await sendOutboundRequest(`${server.url}0`, { guard: OWN, timeoutMs, maxRedirects: 2 });
    near.body.destroy();
    expect(near.status).toBe(302);
  });

  it.each(['http://10.0.0.1/', 'https://[fe80::1]/', 'file:///etc/passwd'])(
    'does not follow a redirect to %s',
    async (location) => {
      await using server = await serve((_, response) => response.writeHead(307, { location }).end());
      await expect(
        sendOutboundRequest(server.url, { guard: OWN, timeoutMs, maxRedirects: 3 }),
      ).rejects.toMatchObject({ code: 'outbound.refused' });
    },
  );

  it('does not send its headers to another origin', async () => {
    const seen: (string | undefined)[] = [];
    await using other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end();
    });
    await using server = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: other.url }).end();
    });
    const options = { guard: OWN, timeoutMs, maxRedirects: 1, headers: { authorization: 'Bearer x' } };
    (await sendOutboundRequest(server.url, options)).body.destroy();
    expect(seen).toEqual(['Bearer x', undefined]);
  });

  it('times out on a server that does not answer or stops sending', async () => {
    await using mute = await serve(() => undefined);
    await expect(sendOutboundRequest(mute.url, { guard: OWN, timeoutMs: 100 })).rejects.toMatchObject({
      code: 'outbound.unreachable',
    });
    await using silent = await serve((_, response) => response.writeHead(200).write('begun'));
    const { body } = await sendOutboundRequest(silent.url, { guard: OWN, timeoutMs, idleMs: 100 });
    const [error] = (await once(body.resume(), 'error')) as [Error];
    expect(error).toMatchObject({ code: 'outbound.unreachable' });
  });

  it('reports that nothing listens at the URL', async () => {
    const { url, ...server } = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    await expect(sendOutboundRequest(url, { guard: OWN, timeoutMs })).rejects.toMatchObject({
      code: 'outbound.unreachable',
      message: expect.stringContaining('ECONNREFUSED') as string,
    });
  });
});

describe('readStart', () => {
  it('reads at most the given number of bytes of an endless body', async () => {
    await using server = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(1000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    const { body } = await sendOutboundRequest(server.url, { guard: OWN, timeoutMs });
    expect(await readStart(body, 1500)).toHaveLength(1500);
  });
});
