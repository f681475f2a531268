import { describe, expect, it } from 'vitest';
import { loadModel, saveModel } from './model-file.js';
import { tinyModel } from './tiny.contract.js';

const corrupt = expect.objectContaining({ code: 'model.corrupt' });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (json: string) => new TextEncoder().encode(json);

describe('saveModel and loadModel', () => {
  it('preserve a model bit for bit', () => {
    const model = tinyModel();
    expect(loadModel(saveModel(model))).toEqual(model);
  });

  it('produce the same bytes for the same model', () => {
    expect(saveModel(tinyModel())).toEqual(saveModel(tinyModel()));
  });

  it('store float32 in little-endian order, one tensor after the other', () => {
    const model = tinyModel();
    const { weights } = saveModel(model);
    const second = model.weights[1]!.values;
    const offset = model.weights[0]!.values.byteLength;
    expect(new DataView(weights.buffer).getFloat32(offset, true)).toBe(second[0]);
  });

  it('load from bytes that are not aligned', () => {
    const { json, weights } = saveModel(tinyModel());
    const shifted = new Uint8Array(weights.length + 1);
    shifted.set(weights, 1);
    expect(loadModel({ json, weights: shifted.subarray(1) })).toEqual(tinyModel());
  });

  it.each([
    ['a changed weight', (weights: Uint8Array) => weights.map((value, at) => (at === 9 ? value ^ 1 : value))],
    ['a cut file', (weights: Uint8Array) => weights.subarray(0, -4)],
    ['an empty file', () => new Uint8Array()],
  ])('refuse %s', (_, damage) => {
    const { json, weights } = saveModel(tinyModel());
    expect(() => loadModel({ json, weights: damage(weights) })).toThrow(corrupt);
  });

  it.each([
    ['invalid JSON', () => '{'],
    ['another format', (json: string) => json.replace('serenade-model', 'other')],
    ['another network than its weights', (json: string) => json.replace('dual-lstm', 'single-lstm')],
    ['a missing weight', (json: string) => json.replace('lstm_2/bias', 'lstm_3/bias')],
    ['a weight beyond the end', (json: string) => json.replace(/"byteOffset": 0/, '"byteOffset": 99999999')],
    ['a short standardizer', (json: string) => json.replace(/"mean": \[\s*0,/, '"mean": [')],
  ])('refuse a model.json with %s', (_, damage) => {
    const { json, weights } = saveModel(tinyModel());
    const damaged = damage(text(json));
    expect(damaged).not.toBe(text(json));
    expect(() => loadModel({ json: bytes(damaged), weights })).toThrow(corrupt);
  });
});
