import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { LocalError } from './local-error.js';

export const HOST = '127.0.0.1';

/** Returns a port that is free now. Another program may take it before the caller uses it. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @throws LocalError if another program listens on the port */
export async function requireFree(port: number, option: string): Promise<void> {
  const server = createServer().listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = code === 'EADDRINUSE' ? 'another program listens there' : code;
    throw new LocalError(
      `Port ${port} is not available (${why}). Stop that program or choose another port with ${option}.`,
    );
  }
  server.close();
  await once(server, 'close');
}
