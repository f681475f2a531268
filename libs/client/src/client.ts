import type { Answer, ParamsOf, QueryOf, RouteName, SentBodyOf, ROUTES } from '#libs/contracts';
import { errorOf } from './api-error.js';
import { send, type ClientOptions } from './send.js';

type RawBodyRoute<N extends RouteName> = (typeof ROUTES)[N] extends { body: { mediaType: string } }
  ? N
  : never;

type ParamsPart<N extends RouteName> = [ParamsOf<N>] extends [never]
  ? unknown
  : { readonly params: ParamsOf<N> };
type QueryPart<N extends RouteName> = [QueryOf<N>] extends [never]
  ? unknown
  : { readonly query?: Partial<QueryOf<N>> };
type BodyPart<N extends RouteName> = [SentBodyOf<N>] extends [never]
  ? [RawBodyRoute<N>] extends [never]
    ? unknown
    : { readonly body: NonNullable<RequestInit['body']> }
  : undefined extends SentBodyOf<N>
    ? { readonly body?: SentBodyOf<N> }
    : { readonly body: SentBodyOf<N> };

/** The parts of a request that its route accepts. */
export type Asking<N extends RouteName> = ParamsPart<N> &
  QueryPart<N> &
  BodyPart<N> & { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal };

/** A second argument, optional where the route requires nothing. */
export type AskingArguments<N extends RouteName> =
  Partial<Asking<N>> extends Asking<N> ? [asking?: Asking<N>] : [asking: Asking<N>];

/** Routes that respond with JSON or without a body. */
export type JsonRouteName = { [N in RouteName]: [Answer<N>] extends [never] ? never : N }[RouteName];

/** The API, typed by the route table: `client.call('GET /v1/archives/{id}', { params: { id } })`. */
export interface SerenadeClient {
  /** Returns the JSON of a successful response. Every POST sends an idempotency key. @throws ApiError */
  call<N extends JsonRouteName>(name: N, ...asking: AskingArguments<N>): Promise<Answer<N>>;
  /** Returns a successful response, for its headers or for a body of another media type. @throws ApiError */
  open<N extends RouteName>(name: N, ...asking: AskingArguments<N>): Promise<Response>;
}

export function createClient(options: ClientOptions): SerenadeClient {
  const open = async (name: RouteName, asking: AnyAsking = {}): Promise<Response> => {
    const { signal = options.signal } = asking;
    const response = await send(requestOf(options.url, name, asking), {
      ...options,
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok) throw await errorOf(response);
    return response;
  };
  return {
    open: (name, ...[asking]) => open(name, asking),
    call: async (name, ...[asking]) => {
      const response = await open(name, asking);
      return (response.status === 204 ? undefined : await response.json()) as never;
    },
  };
}

/** The parts that a request of any route can have. */
interface AnyAsking {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

function requestOf(
  url: string,
  name: RouteName,
  { params = {}, query = {}, body, headers }: AnyAsking,
): Request {
  const [method = '', path = ''] = name.split(' ');
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(params[key])));
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    given.map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  const init: RequestInit = { method, ...(headers === undefined ? {} : { headers }) };
  if (isRaw(body)) Object.assign(init, { body, duplex: 'half' });
  else if (body !== undefined)
    Object.assign(init, {
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return new Request(`${url}${filled}${search === '' ? '' : `?${search}`}`, init);
}

function isRaw(body: unknown): boolean {
  return (
    typeof body === 'string' ||
    body instanceof Blob ||
    body instanceof ReadableStream ||
    ArrayBuffer.isView(body)
  );
}
