import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { Server } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SerenadeError, newId } from '#libs/contracts';
import type { Keyspace } from '#libs/queue';
import type { ApiEnvironment, Logger } from '#libs/runtime';
import { Uploads, type ObjectStore } from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { viewOf } from '../core/records.js';
import { ENVIRONMENT, KEYSPACE, LOGGER, STORE } from '../core/tokens.js';
import { pathOf } from '../http/path-of.js';
import { problemOf, refuseEarly, toSerenadeError } from '../http/problem.filter.js';
import { wrongMethod } from '../http/wrong-method.js';
import { TusStore } from './tus-store.js';
import { UploadLocker } from './upload-locker.js';
import { UploadsService } from './uploads.service.js';

export const TUS_PATH = '/v1/uploads';
/** The header that names the archive of a finished upload, in the response to its last request. */
const ARCHIVE_HEADER = 'Serenade-Archive';
const PROBLEM = 'application/problem+json';

/** Serves resumable uploads by tus 1.0 (https://tus.io/protocols/resumable-upload). An upload has the id of its archive. */
@Injectable()
export class TusUploads {
  private readonly server: Server;
  /** The callers of the requests in progress. tus passes on Node's request only. */
  private readonly callers = new WeakMap<IncomingMessage, Caller>();

  constructor(
    @Inject(ENVIRONMENT) env: ApiEnvironment,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(STORE) store: ObjectStore,
    @Inject(KEYSPACE) keyspace: Keyspace,
    @Inject(Uploads) records: Uploads,
    @Inject(UploadsService) private readonly uploads: UploadsService,
  ) {
    this.server = new Server({
      path: TUS_PATH,
      relativeLocation: true,
      maxSize: env.MAX_ARCHIVE_BYTES,
      exposedHeaders: [ARCHIVE_HEADER],
      datastore: new TusStore(store, records, uploads, env.UPLOAD_TTL_HOURS * 3_600_000),
      locker: new UploadLocker(keyspace),
      namingFunction: () => newId('archive'),
      onUploadCreate: (request, { metadata }) =>
        Promise.resolve({ metadata: { ...metadata, owner: this.callerOf(request).owner } }),
      onIncomingRequest: (request, id) => this.checkOwner(request, id),
      onUploadFinish: (request, { id }) => this.finish(this.callerOf(request), id),
      onResponseError: (request, error) => this.formatError(request.url, error),
    });
  }

  /** Adds the routes. They belong to tus: filters and interceptors of the application do not apply. */
  register(fastify: FastifyInstance): void {
    const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const refusal = request.method === 'PUT' ? wrongMethod('PUT', pathOf(request)) : null;
      if (refusal !== null) throw refusal;
      this.callers.set(request.raw, request.caller);
      reply.hijack();
      await this.server.handle(request.raw, reply.raw);
    };
    // A request that the gate refuses never reaches tus.
    const options = { errorHandler: refuseEarly };
    fastify.all(TUS_PATH, options, handle);
    fastify.all(`${TUS_PATH}/:id`, options, handle);
  }

  /** Checks the owner. If the process was killed before it finished a complete upload, this request finishes it. */
  private async checkOwner(request: { readonly method: string }, id: string): Promise<void> {
    if (request.method === 'POST') return; // the upload does not exist yet
    const caller = this.callerOf(request);
    const record = await this.uploads.get(caller, id, 'tus');
    if (record.isWhole && !record.isFinished) await this.finish(caller, id);
  }

  private async finish(caller: Caller, id: string) {
    const record = await this.uploads.get(caller, id, 'tus');
    if (record.parts === 0) throw new SerenadeError('archive.not_zip', 'The upload is empty.');
    const archive = await this.uploads.finish(record, record.parts);
    return {
      status_code: 200,
      headers: { [ARCHIVE_HEADER]: archive.id, 'Content-Type': 'application/json' },
      body: JSON.stringify(viewOf(archive)),
    };
  }

  private callerOf(request: unknown): Caller {
    const { node } = (request as { runtime?: { node?: { req: IncomingMessage } } }).runtime ?? {};
    const caller = node === undefined ? undefined : this.callers.get(node.req);
    if (caller === undefined) throw new SerenadeError('internal.error', 'A tus request has no caller.');
    return caller;
  }

  /** Formats our errors as problem documents. Protocol errors keep the form of @tus/server. */
  private formatError(url: string, error: Error | { status_code: number; body: string }) {
    if ('status_code' in error) return undefined;
    const coded = toSerenadeError(error);
    const problem = problemOf(coded, new URL(url, 'http://localhost').pathname);
    if (problem.status >= 500) this.logger.error({ err: error, url: problem.instance }, PROBLEM);
    return { status_code: problem.status, body: JSON.stringify(problem) };
  }
}
