import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const VERSION = { 'tus-resumable': '1.0.0' };

/** Sends the protocol as raw bytes, so a test can break the connection anywhere. */
export class RawTus {
  private constructor(readonly url: string) {}

  static async create(api: string, size: number, metadata: Record<string, string> = {}): Promise<RawTus> {
    const pairs = Object.entries(metadata).map(([name, value]) => `${name} ${btoa(value)}`);
    const response = await fetch(`${api}/v1/uploads`, {
      method: 'POST',
      headers: {
        ...VERSION,
        'upload-length': String(size),
        ...(pairs.length === 0 ? {} : { 'upload-metadata': pairs.join(',') }),
      },
    });
    if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
    return new RawTus(new URL(response.headers.get('location') ?? '', api).href);
  }

  get id(): string {
    return this.url.slice(this.url.lastIndexOf('/') + 1);
  }

  at(api: string): RawTus {
    return new RawTus(new URL(new URL(this.url).pathname, api).href);
  }

  async offset(): Promise<number> {
    const response = await fetch(this.url, { method: 'HEAD', headers: VERSION });
    if (response.status !== 200) throw new Error(`HEAD returned ${response.status}`);
    return Number(response.headers.get('upload-offset'));
  }

  async patch(offset: number, bytes: Uint8Array): Promise<Response> {
    return fetch(this.url, {
      method: 'PATCH',
      headers: buildTusPatchHeaders(offset),
      body: new Uint8Array(bytes),
    });
  }

  /** Announces all of `bytes`, sends `sent` of them and breaks the connection. */
  async patchHalf(offset: number, bytes: Uint8Array, sent: number): Promise<void> {
    const headers = { ...buildTusPatchHeaders(offset), 'content-length': bytes.length };
    const client = request(this.url, { method: 'PATCH', headers });
    client.on('error', () => undefined);
    await new Promise<void>((resolve) => {
      client.write(bytes.subarray(0, sent), () => {
        resolve();
      });
    });
    await sleep(150);
    client.destroy();
  }

  /** Announces all of `bytes`, sends `sent` of them, and keeps the connection open until the server closes it. */
  async hang(offset: number, bytes: Uint8Array, sent: number): Promise<void> {
    const headers = { ...buildTusPatchHeaders(offset), 'content-length': bytes.length };
    const client = request(this.url, { method: 'PATCH', headers });
    const ended = new Promise<void>((resolve) => client.on('close', resolve).on('error', () => resolve()));
    client.write(bytes.subarray(0, sent));
    await ended;
  }

  async remove(): Promise<number> {
    return (await fetch(this.url, { method: 'DELETE', headers: VERSION })).status;
  }
}

/** Returns the headers of a PATCH at this offset. */
export function buildTusPatchHeaders(offset: number) {
  return { ...VERSION, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
}
