import type { ChannelPolicy } from '#libs/contracts';

/** Picks the channels of a clip that become signals: one channel each, or null for the mean of all. */
export function pickChannels(policy: ChannelPolicy, channels: number): readonly (number | null)[] {
  switch (policy) {
    case 'mix':
      return [null];
    case 'left':
      return [0];
    case 'right':
      return [Math.min(1, channels - 1)];
    case 'each':
      return Array.from({ length: channels }, (_, channel) => channel);
  }
}

/** Writes the mean over channels, summed in float64. */
export function averageChannels(channels: readonly Float32Array[], out: Float32Array): void {
  const [first = new Float32Array(), second] = channels;
  const frames = first.length;
  if (second !== undefined && channels.length === 2) {
    for (let i = 0; i < frames; i++) out[i] = ((first[i] ?? 0) + (second[i] ?? 0)) / 2;
    return;
  }
  for (let i = 0; i < frames; i++) {
    let sum = 0;
    for (const channel of channels) sum += channel[i] ?? 0;
    out[i] = sum / channels.length;
  }
}
