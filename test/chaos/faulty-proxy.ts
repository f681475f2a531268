import { once } from 'node:events';
import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '#libs/random';

const SLOW_DOWN =
  '<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>';

/**
 * Proxies an S3 store on loopback and spoils a share of the requests. Half of them receive 503 SlowDown. The others
 * have their connection reset, every second one after the store has executed the request.
 */
export class FaultyProxy implements AsyncDisposable {
  /** The share of spoiled requests, from 0 to 1. */
  rate = 0;
  requests = 0;
  faults = 0;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server: Server;

  private constructor(
    private readonly target: URL,
    private readonly random: Random,
  ) {
    this.server = createServer((incoming, answer) => this.pass(incoming, answer));
  }

  static async before(endpoint: string, random: Random): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(new URL(endpoint), random);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
    this.agent.destroy();
  }

  private pass(incoming: IncomingMessage, answer: ServerResponse): void {
    this.requests += 1;
    const drawn = this.random.uniform() / (this.rate || Number.MIN_VALUE);
    if (drawn < 1) this.faults += 1;
    if (drawn < 0.5) {
      incoming.resume();
      answer.writeHead(503, { 'content-type': 'application/xml', connection: 'close' }).end(SLOW_DOWN);
    } else if (drawn < 0.75) incoming.socket.destroy();
    else this.forward(incoming, answer, drawn < 1);
  }

  /** Forwards a request. The host header stays as the client signed it. */
  private forward(incoming: IncomingMessage, answer: ServerResponse, losesAnswer: boolean): void {
    const { expect: _answeredHere, ...headers } = incoming.headers;
    const { hostname, port } = this.target;
    const { method, url: path } = incoming;
    const outgoing = request({ agent: this.agent, hostname, port, method, path, headers }, (response) => {
      if (losesAnswer) {
        response.resume();
        response.once('end', () => incoming.socket.destroy());
        return;
      }
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
    });
    outgoing.on('error', () => incoming.socket.destroy());
    incoming.on('error', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }
}
