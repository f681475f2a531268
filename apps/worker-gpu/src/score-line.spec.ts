import type { ClipReport, ManifestLine, ModelCard, SegmentReport } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { scoreLineOf } from './score-line.js';

const line = { clip: 3, name: 'call.wav' } as ManifestLine;
const card = { id: 'mdl-1', version: 'abc', labels: ['calm', 'angry'] } as unknown as ModelCard;
const probabilities = Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.4, 0.6, 1, 0); // [rows, labels]

function scored(row: number, segments?: SegmentReport[], of = card) {
  const report: Extract<ClipReport, { status: 'extracted' }> = {
    status: 'extracted',
    row,
    sha256: '',
    durationSeconds: 4,
    sampleRateHz: 8000,
    channels: 2,
    peak: 1,
    ...(segments === undefined ? {} : { segments }),
  };
  return scoreLineOf(line, report, of, probabilities, 'cpu');
}

describe('scoreLineOf', () => {
  it('scores a clip of one row by that row', () => {
    expect(scored(1)).toEqual({
      clip: 3,
      name: 'call.wav',
      label: 'angry',
      probability: 0.8,
      probabilities: { calm: 0.2, angry: 0.8 },
      durationSeconds: 4,
      modelId: 'mdl-1',
      modelVersion: 'abc',
      engine: 'cpu',
    });
  });

  it("reports whether the score is below the model's threshold, if it has one", () => {
    const cautious = {
      ...card,
      assessment: { calibration: { temperature: 1 }, abstention: { threshold: 0.7 } },
    } as unknown as ModelCard;
    expect([0, 1, 2, 3].map((row) => scored(row, undefined, cautious).isUncertain)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    const segments = [
      { startSeconds: 0, endSeconds: 1, channel: null },
      { startSeconds: 1, endSeconds: 2, channel: null },
    ];
    expect(scored(0, segments, cautious).isUncertain).toBe(true); // 0.55 on average
    expect(scored(0)).not.toHaveProperty('isUncertain');
  });

  it('scores a clip of segments by their timeline and by their mean weighted by duration', () => {
    const {
      segments,
      label,
      probabilities: own,
    } = scored(0, [
      { startSeconds: 0, endSeconds: 1, channel: null },
      { startSeconds: 1, endSeconds: 4, channel: null },
    ]);
    expect(segments).toMatchObject([
      { startSeconds: 0, endSeconds: 1, label: 'calm' },
      { startSeconds: 1, endSeconds: 4, label: 'angry', probability: 0.8 },
    ]);
    expect(label).toBe('angry');
    expect(own).toEqual({ calm: 0.375, angry: 0.625 });
  });

  it('scores the sides of a call separately', () => {
    const side = (channel: number) => ({ startSeconds: 0, endSeconds: 4, channel });
    expect(scored(1, [side(1), side(0)]).channels).toMatchObject([
      { channel: 0, label: 'angry', probabilities: { calm: 0.4, angry: 0.6 } },
      { channel: 1, label: 'angry', probabilities: { calm: 0.2, angry: 0.8 } },
    ]);
  });
});
