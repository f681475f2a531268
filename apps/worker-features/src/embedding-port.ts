import type { MessagePort } from 'node:worker_threads';
import { SerenadeError, asSerenadeError, type CodedError, type EmbeddingDefinition } from '#libs/contracts';
import type { EmbedSignal } from '#libs/features';

interface EmbeddingRequest {
  readonly definition: EmbeddingDefinition;
  readonly samples: Float32Array<ArrayBuffer>;
}

type EmbeddingReply = { readonly embedding: Float32Array } | { readonly error: CodedError };

/** Answers the requests of a thread with `embed`. Close the port when the thread's task is over. */
export function answerEmbeddings(port: MessagePort, embed: EmbedSignal): void {
  port.on('message', ({ definition, samples }: EmbeddingRequest) => {
    void embed(definition, samples)
      .then((embedding) => ({ embedding }))
      .catch((error: unknown) => {
        const { code, message } = asSerenadeError(error);
        return { error: { code, message } };
      })
      .then((reply: EmbeddingReply) => port.postMessage(reply));
  });
}

/** Requests embeddings from the main thread, one at a time. Each task of the thread has its own port. */
export class EmbeddingClient {
  #port: MessagePort | null = null;

  use(port: MessagePort): void {
    this.#port = port;
  }

  readonly embed: EmbedSignal = (definition, samples) =>
    new Promise((resolve, reject) => {
      const port = this.#port;
      if (port === null) throw new Error('The thread has no port for embeddings.');
      port.once('message', (reply: EmbeddingReply) => {
        if ('embedding' in reply) resolve(reply.embedding);
        else reject(new SerenadeError(reply.error.code, reply.error.message));
      });
      port.postMessage({ definition, samples });
    });
}
