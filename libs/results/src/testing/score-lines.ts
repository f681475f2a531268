import type { ErrorLine, ScoreLine, SegmentScore } from '#libs/contracts';

export const LABELS = ['calm', 'angry'] as const;

export function scoreOf(clip: number, patch: Partial<ScoreLine> = {}): ScoreLine {
  const angry = (clip % 10) / 10;
  return {
    clip,
    name: `folder/clip "${clip}", ü.wav`,
    label: angry > 0.5 ? 'angry' : 'calm',
    probability: Math.max(angry, 1 - angry),
    probabilities: { calm: 1 - angry, angry },
    durationSeconds: 1.25,
    modelId: 'mdl-1',
    modelVersion: 'abc',
    engine: 'wasm',
    ...patch,
  };
}

export function segmentOf(
  startSeconds: number,
  endSeconds: number,
  label: string,
  channel: number | null = null,
) {
  return {
    startSeconds,
    endSeconds,
    channel,
    label,
    probability: 0.75,
    probabilities: { calm: 0.25, angry: 0.75 },
  } satisfies SegmentScore;
}

export function errorOf(clip: number): ErrorLine {
  return { clip, name: `clip-${clip}.wav`, code: 'clip.silent', message: 'The clip is silent.' };
}
