import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { ScoreLine, SegmentScore } from '#libs/contracts';

/**
 * Rows and segments collected before they are written as one row group. Readers prefer larger groups, but encoding
 * one blocks the event loop: 8,192 rows take some 30 ms.
 */
const GROUP_SIZE = 8_192;

const leaf = (name: string, type: 'INT32' | 'DOUBLE' | 'BOOLEAN', optional = false): SchemaElement => ({
  name,
  type,
  repetition_type: optional ? 'OPTIONAL' : 'REQUIRED',
});
const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
  repetition_type: 'REQUIRED',
});

/** Apache Parquet's three-level list (LogicalTypes.md); null for a clip that was not cut into segments. */
const SEGMENTS: SchemaElement[] = [
  {
    name: 'segments',
    converted_type: 'LIST',
    logical_type: { type: 'LIST' },
    repetition_type: 'OPTIONAL',
    num_children: 1,
  },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'REQUIRED', num_children: 5 },
  leaf('startSeconds', 'DOUBLE'),
  leaf('endSeconds', 'DOUBLE'),
  leaf('channel', 'INT32', true),
  text('label'),
  leaf('probability', 'DOUBLE'),
];

/**
 * Writes `scores.parquet` one row group at a time: the columns of the CSV, with the segments of each row as a list.
 * It holds one row group and some hundred bytes of footer for each group written, however many clips there are.
 */
export class ScoresParquet {
  private readonly sink = new ByteWriter(1024 * 1024);
  private readonly writer: ParquetWriter;
  private rows: ScoreLine[] = [];
  private held = 0;

  constructor(private readonly labels: readonly string[]) {
    const columns = [
      leaf('clip', 'INT32'),
      text('name'),
      text('label'),
      leaf('probability', 'DOUBLE'),
      leaf('durationSeconds', 'DOUBLE'),
      text('modelId'),
      text('modelVersion'),
      text('engine'),
      ...labels.map((label) => leaf(`p_${label}`, 'DOUBLE')),
      leaf('isUncertain', 'BOOLEAN', true),
    ];
    const root = { name: 'root', num_children: columns.length + 1 };
    const schema = [root, ...columns, ...SEGMENTS];
    this.writer = new ParquetWriter({ writer: this.sink, schema, createdBy: 'Serenade' });
  }

  /** Adds scores in order. @returns bytes of the file that are ready, often none */
  add(scores: readonly ScoreLine[]): Uint8Array {
    for (const score of scores) {
      this.rows.push(score);
      this.held += 1 + (score.segments?.length ?? 0);
      if (this.held >= GROUP_SIZE) this.writeGroup();
    }
    return this.take();
  }

  /** Finishes the file. @returns the remaining bytes */
  end(): Uint8Array {
    if (this.rows.length > 0) this.writeGroup();
    void this.writer.finish(); // a ByteWriter finishes at once
    return this.take();
  }

  private writeGroup(): void {
    const { rows, labels } = this;
    const column = <T>(name: string, of: (row: ScoreLine) => T) => ({ name, data: rows.map(of) });
    const columnData = [
      column('clip', ({ clip }) => clip),
      column('name', ({ name }) => name),
      column('label', ({ label }) => label),
      column('probability', ({ probability }) => probability),
      column('durationSeconds', ({ durationSeconds }) => durationSeconds),
      column('modelId', ({ modelId }) => modelId),
      column('modelVersion', ({ modelVersion }) => modelVersion),
      column('engine', ({ engine }) => engine),
      ...labels.map((label) => column(`p_${label}`, ({ probabilities }) => probabilities[label] ?? 0)),
      column('isUncertain', ({ isUncertain }) => isUncertain),
      column('segments', ({ segments }) => segments?.map(segmentRow)),
    ];
    void this.writer.write({ columnData, rowGroupSize: rows.length });
    this.rows = [];
    this.held = 0;
  }

  /** Returns the bytes encoded since the last call. The sink keeps its byte count and reuses its buffer. */
  private take(): Uint8Array {
    const bytes = this.sink.getBytes().slice();
    this.sink.index = 0;
    return bytes;
  }
}

function segmentRow({ startSeconds, endSeconds, channel, label, probability }: SegmentScore) {
  return { startSeconds, endSeconds, channel, label, probability };
}
