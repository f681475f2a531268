/** A codec as ffmpeg writes it, and the containers that it is tested in. */
export interface Coding {
  readonly name: string;
  /** Options of ffmpeg that select and configure the encoder. */
  readonly options: readonly string[];
  /** Extensions, by which ffmpeg chooses the container, or `extension:quirk`. */
  readonly containers: readonly string[];
  /** Rates in Hz and numbers of channels that the encoder supports. */
  readonly signals?: readonly Signal[];
  readonly isLossless?: boolean;
  /** Samples per channel of a packet: the length may differ by this many from ffmpeg's. Default 1. */
  readonly frame?: number;
}

/** An input that must decode to the same sound as in ffmpeg. */
export interface InputCase extends Required<Omit<Coding, 'containers' | 'signals'>> {
  readonly id: string;
  readonly container: string;
  readonly quirk: Quirk | null;
  readonly rate: number;
  readonly channels: number;
}

/** Something odd about a file. */
export interface Quirk {
  /** Further options of ffmpeg for the output. */
  readonly options?: readonly string[];
  /** Adds a picture track in front of the sound. */
  readonly hasVideo?: boolean;
  /** Writes to a pipe, so that ffmpeg cannot fill in sizes afterwards. */
  readonly isPiped?: boolean;
}

export const QUIRKS: Readonly<Record<string, Quirk>> = {
  fragmented: { options: ['-movflags', 'frag_keyframe+empty_moov'] },
  'fragments of 200 ms': {
    options: ['-movflags', 'empty_moov+default_base_moof', '-frag_duration', '200000'],
  },
  'moov first': { options: ['-movflags', '+faststart'] },
  live: { options: ['-live', '1'], isPiped: true },
  piped: { isPiped: true },
  'clusters of 100 ms': { options: ['-cluster_time_limit', '100'] },
  video: { hasVideo: true },
};

type Signal = readonly [rateHz: number, channels: number];
const SIGNALS: readonly Signal[] = [
  [8_000, 1],
  [16_000, 1],
  [22_050, 2],
  [44_100, 2],
  [48_000, 1],
  [48_000, 2],
];
const OPUS_SIGNALS: readonly Signal[] = [
  [8_000, 1],
  [16_000, 1],
  [24_000, 2],
  [48_000, 1],
  [48_000, 2],
];
const MP2_SIGNALS = SIGNALS.filter(([rate]) => rate >= 16_000);
const MATROSKA = ['mkv', 'mka', 'mkv:live', 'mkv:piped', 'mkv:clusters of 100 ms', 'mkv:video'];
const WEBM = ['webm', 'weba', 'webm:live', 'webm:piped'];
const MP4 = ['mp4', 'm4a', 'mp4:fragmented', 'mp4:fragments of 200 ms', 'mp4:moov first', 'mp4:video'];
const MOV = ['mov', 'mov:fragmented', 'mov:video'];

/** Every codec and its containers. New formats need a line here, and nothing else. */
export const CODINGS: readonly Coding[] = [
  {
    name: 'opus',
    options: ['-c:a', 'libopus', '-b:a', '64k'],
    containers: [...MATROSKA, ...WEBM, 'mp4', 'mp4:fragmented', 'ogg'],
    signals: OPUS_SIGNALS,
    frame: 960,
  },
  {
    name: 'vorbis',
    options: ['-c:a', 'libvorbis', '-q:a', '5'],
    containers: [...MATROSKA, ...WEBM, 'ogg'],
    frame: 2048,
  },
  {
    name: 'aac',
    options: ['-c:a', 'aac', '-b:a', '128k'],
    containers: [...MATROSKA, ...MP4, ...MOV, 'm4b', '3gp'],
    frame: 1024,
  },
  {
    name: 'mp3',
    options: ['-c:a', 'libmp3lame', '-b:a', '96k'],
    containers: ['mkv', 'mka', 'mp4', 'mp4:fragmented', 'mov', 'mp3'],
    frame: 1152,
  },
  {
    name: 'mp2',
    options: ['-c:a', 'mp2', '-b:a', '128k'],
    containers: ['mkv', 'mp4'],
    signals: MP2_SIGNALS,
    frame: 1152,
  },
  {
    name: 'flac',
    options: ['-c:a', 'flac'],
    containers: [
      'mkv',
      'mka',
      'mkv:live',
      'mkv:piped',
      'ogg',
      'oga',
      'ogg:piped',
      'mp4',
      'mp4:fragmented',
      'flac',
    ],
    isLossless: true,
  },
  {
    name: 'alac',
    options: ['-c:a', 'alac'],
    containers: ['m4a', 'mov', 'mp4:fragmented', 'mkv'],
    isLossless: true,
  },
  {
    name: 'pcm_s16le',
    options: ['-c:a', 'pcm_s16le'],
    containers: ['mkv', 'mkv:live', 'mov', 'mov:video', 'mov:fragmented', 'wav'],
    isLossless: true,
  },
  { name: 'pcm_s16be', options: ['-c:a', 'pcm_s16be'], containers: ['mkv', 'mov'], isLossless: true },
  { name: 'pcm_s24le', options: ['-c:a', 'pcm_s24le'], containers: ['mkv', 'mov'], isLossless: true },
  { name: 'pcm_s24be', options: ['-c:a', 'pcm_s24be'], containers: ['mov'], isLossless: true },
  { name: 'pcm_s32le', options: ['-c:a', 'pcm_s32le'], containers: ['mkv', 'mov'], isLossless: true },
  { name: 'pcm_f32le', options: ['-c:a', 'pcm_f32le'], containers: ['mkv', 'mov'], isLossless: true },
  { name: 'pcm_f64le', options: ['-c:a', 'pcm_f64le'], containers: ['mkv', 'mov'], isLossless: true },
  { name: 'pcm_f32be', options: ['-c:a', 'pcm_f32be'], containers: ['mov'], isLossless: true },
  { name: 'pcm_u8', options: ['-c:a', 'pcm_u8'], containers: ['mkv', 'mov'], isLossless: true },
  { name: 'pcm_s8', options: ['-c:a', 'pcm_s8'], containers: ['mov'], isLossless: true },
  { name: 'pcm_alaw', options: ['-c:a', 'pcm_alaw'], containers: ['mkv', 'mov'], isLossless: true },
  { name: 'pcm_mulaw', options: ['-c:a', 'pcm_mulaw'], containers: ['mkv', 'mov'], isLossless: true },
];

/** Files that Serenade and ffmpeg read differently on purpose, with the reason. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {};

export function listCases(): InputCase[] {
  return CODINGS.flatMap((coding) => {
    const { name, options, containers, signals = SIGNALS, isLossless = false, frame = 1 } = coding;
    return containers.flatMap((place) =>
      signals.map(([rate, channels]): InputCase => {
        const [container = '', quirk] = place.split(':');
        const id = `${name} in ${place}, ${rate} Hz, ${channels} ch`;
        const own = { id, name, options, isLossless, frame, container, rate, channels };
        return { ...own, quirk: quirk === undefined ? null : (QUIRKS[quirk] ?? null) };
      }),
    );
  });
}
