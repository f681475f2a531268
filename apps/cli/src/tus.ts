import { ApiError, errorOf, send, type ClientOptions } from '#libs/client';

const VERSION = { 'tus-resumable': '1.0.0' };

/** Sends the requests of a resumable upload by the tus protocol 1.0 (https://tus.io/protocols/resumable-upload). */
export class Tus {
  constructor(
    private readonly url: string,
    private readonly options: ClientOptions,
  ) {}

  /** @returns the path of the upload below the API's address */
  async create(bytes: number, name: string, nameEncoding?: string): Promise<string> {
    const metadata = { filename: name, ...(nameEncoding === undefined ? {} : { nameEncoding }) };
    const headers = {
      ...VERSION,
      'upload-length': String(bytes),
      'upload-metadata': Object.entries(metadata)
        .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
        .join(','),
    };
    const response = await this.call('/v1/uploads', { method: 'POST', headers });
    if (response.status === 413)
      throw new ApiError('archive.too_large', 'The archive is larger than this server accepts.', 413);
    const location = response.headers.get('location');
    if (!response.ok || location === null) throw await errorOf(response);
    return new URL(location, this.url).pathname;
  }

  /** Returns the number of bytes that the server has; null if it has no such upload, or has deleted it. */
  async offset(path: string): Promise<number | null> {
    const response = await this.call(path, { method: 'HEAD', headers: VERSION });
    if (response.status === 404 || response.status === 410) return null;
    if (!response.ok) throw await errorOf(response);
    return Number(response.headers.get('upload-offset'));
  }

  /** Sends all bytes after the first `offset`. The response contains the archive. */
  async patch(path: string, offset: number, bytes: number, body: ReadableStream): Promise<Response> {
    const headers = {
      ...VERSION,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(bytes - offset),
    };
    const response = await this.call(path, { method: 'PATCH', headers, body, duplex: 'half' });
    if (!response.ok) throw await errorOf(response);
    return response;
  }

  private call(path: string, init: RequestInit): Promise<Response> {
    return send(new Request(`${this.url}${path}`, init), this.options);
  }
}
