import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

const ANSWER_MS = 1_000;

/**
 * Finds out why a server closes or ignores new connections: because it expects TLS and REDIS_URL does not, or the other
 * way round. Returns a sentence about it, or null if that is not the reason.
 */
export async function guessTls(url: string): Promise<string | null> {
  const { protocol, hostname, port } = new URL(url);
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port === '' ? 6379 : port) };
  if (protocol === 'rediss:') {
    const socket = connectPlain(address, () => socket.write('PING\r\n'));
    const isPlain = await settles(socket, 'data');
    return isPlain ? 'Redis does not expect TLS. Let REDIS_URL begin with redis://.' : null;
  }
  // Only the handshake matters. Nothing is sent over this connection.
  const isTls = await settles(connectTls({ ...address, rejectUnauthorized: false }), 'secureConnect');
  return isTls ? 'Redis expects TLS. Let REDIS_URL begin with rediss://.' : null;
}

/** Returns true if the event comes before an error, the end of the connection, or the time limit. */
function settles(socket: Socket, event: 'data' | 'secureConnect'): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (answer: boolean) => {
      resolve(answer);
      socket.destroy();
    };
    socket.unref();
    socket.setTimeout(ANSWER_MS, () => end(false));
    socket
      .once(event, () => end(true))
      .on('error', () => end(false))
      .once('close', () => end(false));
  });
}
