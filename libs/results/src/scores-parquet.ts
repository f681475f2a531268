import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { ScoreLine, SegmentScore } from '#libs/contracts';

/** Number of rows and segments in a row group. Readers prefer large groups, but encoding this one takes some 30 ms. */
const GROUP_SIZE = 8_192;

/** A column of scores: its place in the schema and its value in a row. */
type Column = readonly [SchemaElement, (row: ScoreLine) => unknown];

const leaf = (name: string, type: 'INT32' | 'DOUBLE' | 'BOOLEAN', optional = false): SchemaElement => ({
  name,
  type,
  repetition_type: optional ? 'OPTIONAL' : 'REQUIRED',
});
const text = (name: string, optional = false): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
  repetition_type: optional ? 'OPTIONAL' : 'REQUIRED',
});

/** A three-level list, as LogicalTypes.md of Apache Parquet defines it. It is null for a clip without segments. */
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
 * Memory holds one row group, and a few hundred bytes of footer for each group already written.
 */
export class ScoresParquet {
  private readonly sink = new ByteWriter(1024 * 1024);
  private readonly writer: ParquetWriter;
  private rows: ScoreLine[] = [];
  private held = 0;

  private readonly columns: readonly Column[];

  constructor(labels: readonly string[]) {
    this.columns = [
      [leaf('clip', 'INT32'), ({ clip }) => clip],
      [text('name'), ({ name }) => name],
      [text('label'), ({ label }) => label],
      [leaf('probability', 'DOUBLE'), ({ probability }) => probability],
      [leaf('durationSeconds', 'DOUBLE'), ({ durationSeconds }) => durationSeconds],
      [text('modelId'), ({ modelId }) => modelId],
      [text('modelVersion'), ({ modelVersion }) => modelVersion],
      [text('engine'), ({ engine }) => engine],
      ...labels.map((label): Column => [
        leaf(`p_${label}`, 'DOUBLE'),
        ({ probabilities }) => probabilities[label] ?? 0,
      ]),
      [leaf('isUncertain', 'BOOLEAN', true), ({ isUncertain }) => isUncertain],
      [text('warning', true), ({ warning }) => warning?.code],
    ];
    const root = { name: 'root', num_children: this.columns.length + 1 };
    const schema = [root, ...this.columns.map(([element]) => element), ...SEGMENTS];
    this.writer = new ParquetWriter({ writer: this.sink, schema, createdBy: 'Serenade' });
  }

  /** Adds scores in order. @returns the bytes of the file that are complete, often none */
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
    void this.writer.finish(); // a ByteWriter finishes synchronously
    return this.take();
  }

  private writeGroup(): void {
    const { rows } = this;
    const columnData = [
      ...this.columns.map(([{ name }, valueOf]) => ({ name, data: rows.map(valueOf) })),
      { name: 'segments', data: rows.map(({ segments }) => segments?.map(segmentRow)) },
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
