import { once } from 'node:events';
import {
  createServer,
  request as send,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { S3Access } from './services.js';

/** A request to the proxy, and the store behind it for answers that leave out a part of the request. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly client: S3Client;
  readonly place: { readonly Bucket: string; readonly Key: string };
}

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export interface Quirk {
  /** Answers in place of the store. Returns null to forward the request. */
  readonly answer?: (asked: Asked) => Promise<Answer | null> | Answer | null;
  /** Changes the answer of the store. */
  readonly change?: (asked: Asked, answer: Required<Answer>) => Answer;
}

export function refuse(status: number, code: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Not by this store.</Message></Error>`,
  };
}

const isConditionalPut = ({ method, headers }: Asked) => method === 'PUT' && 'if-none-match' in headers;
const isMultiDelete = ({ method, url }: Asked) => method === 'POST' && url.searchParams.has('delete');
const isRead = ({ method, place }: Asked) => method === 'GET' && place.Key !== '';
const isListing = ({ url }: Asked) => url.searchParams.get('list-type') === '2';
const isDelete = ({ method, url }: Asked) => method === 'DELETE' && !url.searchParams.has('uploadId');

async function putAnyway({ client, place, body }: Asked): Promise<Answer> {
  const { ETag = '' } = await client.send(new PutObjectCommand({ ...place, Body: body }));
  return { status: 200, headers: { etag: ETag } };
}

async function getAnyway({ client, place, headers }: Asked, kept: 'range' | 'if-match'): Promise<Answer> {
  const input = kept === 'range' ? { Range: headers.range } : { IfMatch: headers['if-match'] };
  try {
    const { Body, ETag = '', ContentRange } = await client.send(new GetObjectCommand({ ...place, ...input }));
    const range = ContentRange === undefined ? {} : { 'content-range': ContentRange };
    return {
      status: ContentRange === undefined ? 200 : 206,
      headers: { etag: ETag, ...range },
      body: Buffer.from((await Body?.transformToByteArray()) ?? []),
    };
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    return refuse(error.$metadata.httpStatusCode ?? 500, error.name);
  }
}

const change = (concerns: (asked: Asked) => boolean, edit: (xml: string, asked: Asked) => string): Quirk => ({
  change: (asked, answer) =>
    concerns(asked) && answer.status === 200
      ? { ...answer, body: edit(answer.body.toString(), asked) }
      : answer,
});

const answerIf = (
  concerns: (asked: Asked) => boolean,
  answer: (asked: Asked) => Answer | Promise<Answer>,
): Quirk => ({ answer: (asked) => (concerns(asked) ? answer(asked) : null) });

const contentsOf = (xml: string) => (xml.match(/<Contents>.*?<\/Contents>/gs) ?? []).join('');
const listing = (contents: string, token: string) =>
  `<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>${contents}</ListBucketResult>`;
const AGAIN = { contents: '', count: 0 };

/** The quirks of S3-compatible stores, one each, as their users reported them. */
export const QUIRKS = {
  none: {},
  'refuses conditional PUT with 501': answerIf(isConditionalPut, () => refuse(501, 'NotImplemented')),
  'refuses conditional PUT with 400': answerIf(isConditionalPut, () => refuse(400, 'InvalidArgument')),
  'ignores the condition of a PUT': answerIf(isConditionalPut, putAnyway),
  'answers 304 to a conditional PUT': {
    change: (asked, answer) => (isConditionalPut(asked) && answer.status === 412 ? { status: 304 } : answer),
  },
  'wants Content-MD5': {
    answer: (asked) =>
      isMultiDelete(asked) && !('content-md5' in asked.headers) ? refuse(400, 'MissingContentMD5') : null,
  },
  'rejects checksum headers': {
    answer: ({ headers }) =>
      Object.keys(headers).some((name) => /^x-amz-(sdk-)?checksum/.test(name))
        ? refuse(400, 'InvalidRequest')
        : null,
  },
  'has no multi-object delete (501)': answerIf(isMultiDelete, () => refuse(501, 'NotImplemented')),
  'has no multi-object delete (405, no XML)': answerIf(isMultiDelete, () => ({
    status: 405,
    headers: { 'content-type': 'text/html' },
    body: '<html>Method not allowed',
  })),
  'reports an error for each object of a multi-object delete': answerIf(isMultiDelete, ({ body }) => ({
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<DeleteResult>${[...body.toString().matchAll(/<Key>(.*?)<\/Key>/g)]
      .map(([, key]) => `<Error><Key>${key}</Key><Code>InternalError</Code><Message>No.</Message></Error>`)
      .join('')}</DeleteResult>`,
  })),
  'reports a multi-object delete that it does not do': answerIf(isMultiDelete, () => ({
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: '<DeleteResult></DeleteResult>',
  })),
  'answers 404 to the deletion of a missing object': {
    answer: async (asked) => {
      if (!isDelete(asked)) return null;
      const isThere = await asked.client.send(new GetObjectCommand(asked.place)).then(
        () => true,
        () => false,
      );
      return isThere ? null : refuse(404, 'NoSuchKey');
    },
  },
  'deletes nothing (403)': answerIf(
    (asked) => isDelete(asked) || isMultiDelete(asked),
    () => refuse(403, 'AccessDenied'),
  ),
  'ignores Range': answerIf(
    (asked) => isRead(asked) && 'range' in asked.headers,
    (asked) => getAnyway(asked, 'if-match'),
  ),
  'ignores If-Match': answerIf(
    (asked) => isRead(asked) && 'if-match' in asked.headers,
    (asked) => getAnyway(asked, 'range'),
  ),
  'refuses If-Match with 501': answerIf(
    (asked) => isRead(asked) && 'if-match' in asked.headers,
    () => refuse(501, 'NotImplemented'),
  ),
  'lists ETags without quotes': change(isListing, (xml) =>
    xml.replaceAll('&#34;', '').replaceAll('&quot;', ''),
  ),
  'always sends a next token': change(isListing, (xml) =>
    xml.includes('<NextContinuationToken>')
      ? xml
      : xml.replace('</Name>', '</Name><NextContinuationToken>x</NextContinuationToken>'),
  ),
  'sends an empty next token': change(isListing, (xml) =>
    xml.includes('<NextContinuationToken>')
      ? xml
      : xml.replace('</Name>', '</Name><NextContinuationToken></NextContinuationToken>'),
  ),
  'truncates without a token': change(isListing, (xml) =>
    xml.replace(/<NextContinuationToken>.*?<\/NextContinuationToken>/, ''),
  ),
  'says that the last page is truncated': change(isListing, (xml) =>
    xml.replace('<IsTruncated>false<', '<IsTruncated>true<'),
  ),
  'repeats its token on an empty last page': {
    answer: ({ url }) =>
      url.searchParams.get('continuation-token') === 'end' ? { status: 200, body: listing('', 'end') } : null,
    change: (asked, answer) =>
      isListing(asked) && answer.body.includes('<IsTruncated>false<')
        ? { ...answer, body: listing(contentsOf(answer.body.toString()), 'end') }
        : answer,
  },
  'sends the last page again and again': {
    answer: ({ url }) =>
      url.searchParams.get('continuation-token')?.startsWith('again-')
        ? { status: 200, body: listing(AGAIN.contents, `again-${(AGAIN.count += 1)}`) }
        : null,
    change: (asked, answer) => {
      if (!isListing(asked) || !answer.body.includes('<IsTruncated>false<')) return answer;
      AGAIN.contents = contentsOf(answer.body.toString());
      return { ...answer, body: listing(AGAIN.contents, `again-${(AGAIN.count += 1)}`) };
    },
  },
  'sends no IsTruncated': change(isListing, (xml) => xml.replace(/<IsTruncated>.*?<\/IsTruncated>/, '')),
} satisfies Record<string, Quirk>;

export type QuirkName = keyof typeof QUIRKS;

/** A real S3 store behind an HTTP proxy with one quirk. Requests that the quirk does not concern pass unchanged. */
export class QuirkyS3 implements AsyncDisposable {
  /** Method and path of each request, in order. */
  readonly requests: string[] = [];
  private readonly server: Server;
  private readonly client: S3Client;

  private constructor(
    private readonly behind: S3Access,
    /** The quirk may be changed while the proxy runs. */
    public quirk: Quirk,
  ) {
    const { endpoint, ...credentials } = behind;
    this.client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
    this.server = createServer((request, response) => {
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(behind: S3Access, quirk: Quirk): Promise<QuirkyS3> {
    const proxy = new QuirkyS3(behind, quirk);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get access(): S3Access {
    const { port } = this.server.address() as AddressInfo;
    return { ...this.behind, endpoint: `http://127.0.0.1:${port}` };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    this.client.destroy();
    await once(this.server, 'close');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = request;
    this.requests.push(`${method} ${path}`);
    const url = new URL(path, this.behind.endpoint);
    const [Bucket = '', ...key] = decodeURIComponent(url.pathname.slice(1)).split('/');
    const body = Buffer.concat(await request.toArray());
    const asked = { method, url, headers, body, client: this.client, place: { Bucket, Key: key.join('/') } };
    const own = (await this.quirk.answer?.(asked)) ?? null;
    if (own !== null) {
      reply(response, method, own);
      return;
    }
    // The signature covers the header `host`, so it passes unchanged.
    const forwarded = send(url, { method, headers });
    forwarded.end(body);
    const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
    if (this.quirk.change === undefined || method === 'HEAD') {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      return;
    }
    const text = Buffer.concat(await answer.toArray());
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...kept } = answer.headers;
    const whole = { status: answer.statusCode ?? 502, headers: kept as Record<string, string>, body: text };
    reply(response, method, this.quirk.change(asked, whole));
  }
}

function reply(response: ServerResponse, method: string, { status, headers = {}, body = '' }: Answer): void {
  const hasBody = status !== 304 && status !== 204;
  const length = hasBody ? { 'content-length': Buffer.byteLength(body) } : {};
  response.writeHead(status, { ...headers, ...length });
  response.end(method === 'HEAD' || !hasBody ? undefined : body);
}
