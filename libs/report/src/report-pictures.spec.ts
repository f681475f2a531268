import { describe, expect, it } from 'vitest';
import { assess } from '#libs/evaluation';
import { frontierPicture } from './pictures/frontier.js';
import { occlusionPicture } from './pictures/occlusion.js';
import { protocolsPicture } from './pictures/protocols.js';
import { renderPng } from './png.js';
import { PICTURE_NAMES, reportPicture, type Pictured } from './report-pictures.js';

const LABELS = ['calm', 'angry & <loud>'];
const part = {
  labels: [0, 1, 0, 1],
  probabilities: Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.4, 0.6, 0.3, 0.7),
  utterances: Array.from({ length: 4 }, (_, clip) => ({ speaker: `s${clip % 2}`, gender: null })),
};
const { test, assessment } = assess(part, part, LABELS);
const history = [1, 2, 3].map((epoch) => ({
  epoch,
  epochs: 3,
  loss: 2 / epoch,
  learningRate: 1e-3,
  validationLoss: 2 / epoch + 0.1,
  validationUar: epoch / 4,
  clipsPerSecond: 100,
}));
const report: Pictured = { labels: LABELS, test, assessment, history, bestEpoch: 2 };

describe('pictures of a report', () => {
  it.each(PICTURE_NAMES)('%s is well-formed, has a title, and is legible on white and on black', (name) => {
    const svg = reportPicture(name, report)!;
    expectWellFormed(svg);
    expect(svg).toContain('<title>');
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toContain('NaN');
    expect(reportPicture(name, report, 'dark')).not.toContain('prefers-color-scheme');
  });

  it('escapes names that users choose', () => {
    expect(reportPicture('confusion', report)).toContain('angry &amp; &lt;loud&gt;');
  });

  it('returns null for pictures without data', () => {
    const bare: Pictured = { labels: LABELS, test };
    const drawn = PICTURE_NAMES.filter((name) => reportPicture(name, bare) !== null);
    expect(drawn).toEqual(['confusion', 'classes']);
  });

  it('renders as a PNG with text', () => {
    const svg = reportPicture('classes', report, 'light')!;
    const png = renderPng(svg);
    expect(Buffer.from(png.subarray(1, 4)).toString('latin1')).toBe('PNG');
    const mute = renderPng(svg.replaceAll(/<text.*?<\/text>/gs, ''));
    expect(png.length).toBeGreaterThan(mute.length * 1.2);
  });
});

describe('pictures of several models', () => {
  it('are well-formed with one model and with many', () => {
    const points = [
      { name: 'paper', uar: 0.6, bytes: 954_000, milliseconds: 1.2 },
      { name: 'int8', uar: 0.6, bytes: 240_000, milliseconds: 1.2 },
    ];
    expectWellFormed(frontierPicture(points));
    expectWellFormed(frontierPicture(points.slice(1)));
    const map = { probability: 0.9, frames: 20, coefficients: 40, windows: 2, bands: 1 };
    const drops = {
      drops: Float32Array.of(0.5, -0.1),
      overTime: Float32Array.of(0.5, 0),
      overCoefficients: Float32Array.of(0),
    };
    const occlusion = occlusionPicture('sad & <low>', { ...map, ...drops });
    expectWellFormed(occlusion);
    expect(occlusion).not.toContain('NaN');
    expectWellFormed(protocolsPicture([{ name: 'P0', mean: 0.6, interval: null }]));
  });
});

/** Checks that every element is closed in order. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  for (const [, close, name = '', self] of svg.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (self === '/') continue;
    if (close === '/') expect(open.pop()).toBe(name);
    else open.push(name);
  }
  expect(open).toEqual([]);
  expect(svg.match(/</g)?.length).toBe([...svg.matchAll(/<\/?[a-z]+(?:\s[^<>]*?)?\/?>/g)].length);
}
