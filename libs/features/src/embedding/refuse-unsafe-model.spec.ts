import fc from 'fast-check';
import { SerenadeError } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { message, onnxModel, type Field } from '../../../../test/support/onnx-writer.js';
import { refuseUnsafeModel } from './refuse-unsafe-model.js';

const code = (model: Uint8Array): string | null => {
  try {
    refuseUnsafeModel(model);
    return null;
  } catch (error) {
    return error instanceof SerenadeError ? error.code : String(error);
  }
};

const location = message([
  [1, 'location'],
  [2, '.env'],
]);
const poisons: readonly Field[] = [
  [13, location],
  [13, message([])],
  [14, 1],
  [14, 2 ** 32 + 1], // the C++ parser keeps the low 32 bits
];

/**
 * Lists, for each message, the messages that may contain it and the field. The last entry leads directly to the model.
 */
const PARENTS: Readonly<Record<string, readonly (readonly [parent: string, field: number])[]>> = {
  tensor: [
    ['sparse', 1],
    ['sparse', 2],
    ['attribute', 5],
    ['attribute', 10],
    ['graph', 5],
  ],
  sparse: [
    ['attribute', 22],
    ['attribute', 23],
    ['graph', 15],
  ],
  attribute: [
    ['function', 11],
    ['node', 5],
  ],
  node: [
    ['function', 7],
    ['graph', 1],
  ],
  graph: [
    ['attribute', 6],
    ['attribute', 11],
    ['training', 1],
    ['training', 2],
    ['model', 7],
  ],
  training: [['model', 20]],
  function: [['model', 25]],
};

/** Wraps a message into random parents up to a model, with unrelated fields before and after it. */
function modelWith(kind: string, fields: readonly Field[], choices: readonly number[]): Uint8Array {
  const bytes = message([[999, 'before'], ...fields, [998, 7]]);
  if (kind === 'model') return bytes;
  const parents = PARENTS[kind] ?? [];
  const [choice = parents.length - 1, ...rest] = choices;
  const [parent, field] = parents[choice % parents.length]!;
  return modelWith(parent, [[field, bytes]], rest);
}

const choices = fc.array(fc.nat(), { maxLength: 30 });

describe('refuseUnsafeModel', () => {
  it('refuses a tensor with external data anywhere in the model', () => {
    fc.assert(
      fc.property(fc.constantFrom(...poisons), choices, (poison, path) => {
        const tensor: Field[] = [[1, 2], [2, 1], [8, 'weights'], poison];
        expect(code(modelWith('tensor', tensor, path))).toBe('embedding_model.unsafe');
      }),
      { numRuns: 500 },
    );
  });

  it('accepts the same models if the tensor contains the data', () => {
    fc.assert(
      fc.property(choices, (path) => {
        const tensor: Field[] = [
          [1, 2],
          [9, new Uint8Array(8)],
          [14, 0],
        ];
        expect(code(modelWith('tensor', tensor, path))).toBeNull();
      }),
    );
  });

  it.each(['my.domain', 'ai.onnx.contrib', 'com.microsoft.nchwc', 'AI.ONNX', '\uFEFF'])(
    'refuses operators of the domain %j in nodes, functions and imports',
    (domain) => {
      fc.assert(
        fc.property(choices, (path) => {
          expect(code(modelWith('node', [[7, domain]], path))).toBe('embedding_model.unsafe');
        }),
      );
      expect(code(modelWith('function', [[10, domain]], []))).toBe('embedding_model.unsafe');
      const opset = message([[1, domain]]);
      expect(code(modelWith('function', [[9, opset]], []))).toBe('embedding_model.unsafe');
      expect(code(message([[8, opset]]))).toBe('embedding_model.unsafe');
    },
  );

  it.each(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft'])('accepts operators of the domain %j', (domain) => {
    expect(code(modelWith('node', [[7, domain]], []))).toBeNull();
  });

  it('reports the reason and the solution', () => {
    expect(() => refuseUnsafeModel(modelWith('tensor', [[14, 1]], []))).toThrow(
      /tensor with external data.*save_as_external_data=False/,
    );
    expect(() => refuseUnsafeModel(modelWith('node', [[7, 'my.domain']], []))).toThrow(/"my\.domain"/);
  });

  it('refuses valid protobuf that also has the marker of the ORT format', () => {
    const text = `ORTM${'x'.repeat(20_000)}`;
    const polyglot = message([[6, text]]); // doc_string; its length takes three bytes
    expect(Buffer.from(polyglot.subarray(4, 8)).toString()).toBe('ORTM');
    expect(code(polyglot)).toBe('embedding_model.invalid');
  });

  it('refuses messages that nest too deeply', () => {
    const deep = Array.from({ length: 60 }, () => 0); // attribute, node, graph, attribute, …
    const nested = deep.reduce<Uint8Array>(
      (graph) => message([[1, message([[5, message([[6, graph]])]])]]),
      message([]),
    );
    expect(code(message([[7, nested]]))).toBe('embedding_model.invalid');
  });

  it.each([
    ['a field number of zero', [0x02, 0x00]],
    ['a group', [0x3b, 0x3c]],
    ['an unused wire type', [0x3e]],
    ['a graph that is an integer', [0x38, 0x01]],
    ['a value that is longer than its message', [0x3a, 0x05, 0x01]],
    ['an integer that is cut off', [0x08, 0x80]],
    ['an integer of eleven bytes', [0x08, ...Array.from({ length: 10 }, () => 0x80), 0x01]],
    [
      'a tag of more than 32 bits, which the C++ parser would read as a graph',
      [0xba, 0x80, 0x80, 0x80, 0x10],
    ],
  ])('refuses %s', (_, bytes) => {
    expect(code(Uint8Array.from(bytes))).toBe('embedding_model.invalid');
  });

  it('accepts random bytes or refuses them with a coded error', () => {
    const codes = [null, 'embedding_model.invalid', 'embedding_model.unsafe'];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(codes).toContain(code(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  it('accepts damaged models or refuses them with a coded error', () => {
    const model = modelWith('tensor', [[9, new Uint8Array(8)]], [2, 1, 1, 0, 1, 1]);
    const codes = [null, 'embedding_model.invalid', 'embedding_model.unsafe'];
    fc.assert(
      fc.property(fc.nat(model.length - 1), fc.nat(255), fc.nat(model.length), (at, value, length) => {
        const damaged = model.slice();
        damaged[at] = value;
        expect(codes).toContain(code(damaged.subarray(0, length)));
      }),
      { numRuns: 2000 },
    );
  });

  it('accepts an ordinary model', () => {
    const model = onnxModel(
      [{ op: 'Reshape', inputs: ['signal', 'shape'], output: 'frames' }],
      { name: 'frames', rank: 3 },
      { shape: [1, -1, 4] },
    );
    expect(code(model)).toBeNull();
  });
});
