import { Announce } from '../ui/announce.js';
import { Problem } from '../ui/note.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { bytes, duration, percent } from '../words.js';
import type { ArchiveUpload } from './archive-upload.js';

const PHASES = { sending: 'Uploading', paused: 'Paused', done: 'Uploaded', failed: 'Upload failed' } as const;

export function UploadProgress({ upload, onGiveUp }: { upload: ArchiveUpload; onGiveUp: () => void }) {
  const { phase, sentBytes, bytesPerSecond, error } = upload.state.value;
  const { name, size } = upload.file;
  const share = sentBytes / size;
  return (
    <section class="card" aria-label="Upload">
      <div class="between">
        <strong class="name">{name}</strong>
        <span>{PHASES[phase]}</span>
      </div>
      <ProgressBar label={`Upload of ${name}`} share={share} />
      <p class="small">
        {bytes(sentBytes)} of {bytes(size)}
        {phase === 'sending' && bytesPerSecond !== null && bytesPerSecond > 0 && (
          <>
            {' '}
            · {bytes(bytesPerSecond)}/s · about {duration((size - sentBytes) / bytesPerSecond)} left
          </>
        )}
      </p>
      {error !== null && <Problem message={error} />}
      <Announce urgent={PHASES[phase]} text={percent(share, 0)} />
      <div class="row">
        {phase === 'sending' && (
          <button type="button" onClick={() => upload.pause()}>
            Pause
          </button>
        )}
        {(phase === 'paused' || phase === 'failed') && (
          <button type="button" class="main" onClick={() => upload.resume()}>
            {phase === 'paused' ? 'Resume' : 'Try again'}
          </button>
        )}
        {phase !== 'done' && (
          <button type="button" onClick={onGiveUp}>
            Cancel upload
          </button>
        )}
      </div>
    </section>
  );
}
