/** The module that runs inside a sandbox and extracts clips. Each request contains the bytes of one clip. */
import type { FeatureSetDefinition } from '#libs/contracts';
import { ClipExtractor, type EmbedSignal } from '#libs/features';
import { serve } from '../serve.js';
import type { Frame } from '../frames.js';

export interface ExtractionRequest {
  readonly definition: FeatureSetDefinition;
}

let extractor: ClipExtractor | null = null;
const signals: Float32Array[] = [];

/** An embedding model runs in another sandbox, so this one only prepares its signals. */
const collectSignal: EmbedSignal = ({ dimensions }, samples) => {
  signals.push(samples);
  return Promise.resolve(new Float32Array(dimensions));
};

async function handle({ header, body }: Frame): Promise<Partial<Frame>> {
  const { definition } = header as unknown as ExtractionRequest;
  extractor ??= new ClipExtractor(definition, collectSignal);
  const report = await extractor.extract(body);
  const rows = extractor.rows.splice(0);
  const kept = definition.kind === 'embedding' ? signals.splice(0) : rows;
  const values = report.status === 'failed' ? [] : kept;
  const bytes = values.map((row) => new Uint8Array(row.buffer, row.byteOffset, row.byteLength));
  return { header: { report, lengths: values.map(({ length }) => length) }, body: Buffer.concat(bytes) };
}

await serve(handle);
