import { useEffect, useState } from 'preact/hooks';
import { ask, messageOf } from '../api/client.js';
import type { Model, Trial } from '../api/types.js';
import { WithModels } from '../models/with-models.js';
import { goTo, hrefs } from '../routes.js';
import { Problem } from '../ui/note.js';
import { Page } from '../ui/page.js';
import { Select } from '../ui/select.js';
import { bytes, percent } from '../words.js';
import { Answer } from './answer.js';
import { MicrophoneButton } from './microphone-button.js';

/** Same limit as in the API (MOST_TRIAL_BYTES). */
const MOST_BYTES = 8 * 1024 ** 2;

export function TryPage({ modelId }: { modelId: string | null }) {
  return (
    <Page id="try" title="Try a model">
      <WithModels wanted={modelId}>
        {(models, model) => <Try key={model.id} model={model} models={models} />}
      </WithModels>
    </Page>
  );
}

interface Tried {
  readonly name: string;
  /** Address for playback. */
  readonly url: string;
  readonly trial: Trial;
  /** Time from the recording to its answer. */
  readonly milliseconds: number;
}

function Try({ model, models }: { model: Model; models: readonly Model[] }) {
  const [tried, setTried] = useState<Tried | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    if (tried === null) return;
    return () => URL.revokeObjectURL(tried.url);
  }, [tried]);

  const send = async (name: string, recording: Blob) => {
    setError(null);
    setTried(null);
    if (recording.size > MOST_BYTES) {
      setError(`${name} has ${bytes(recording.size)}. A recording can have at most 8 MiB.`);
      return;
    }
    setBusy(true);
    const startedAt = performance.now();
    try {
      const trial = await scoreRecording(model.id, recording);
      const milliseconds = Math.round(performance.now() - startedAt);
      setTried({ name, url: URL.createObjectURL(recording), trial, milliseconds });
    } catch (reason) {
      setError(messageOf(reason));
    }
    setBusy(false);
  };

  return (
    <>
      <div class="fields">
        <Select
          label="Model"
          options={Object.fromEntries(models.map((each) => [each.id, formatModel(each)]))}
          value={model.id}
          onChange={(id) => goTo(hrefs.try(id))}
        />
      </div>
      <div class="fields">
        <MicrophoneButton onRecorded={(wav) => void send('Your recording', wav)} onError={setError} />
        <div class="field">
          <label for="recording">Or a file</label>
          <input
            id="recording"
            type="file"
            accept="audio/*"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file !== undefined) void send(file.name, file);
              currentTarget.value = ''; // the same file may be tried again
            }}
          />
        </div>
      </div>
      <p class="small">
        The recording is sent to this server, scored and deleted immediately. The answer is how a listener
        would name the emotion in the voice, not what a person feels.
      </p>
      <div role="status">{isBusy && <p class="loading">Scoring …</p>}</div>
      {error !== null && <Problem message={error} />}
      {tried !== null && <Answer {...tried} threshold={model.assessment?.abstention?.threshold ?? null} />}
    </>
  );
}

/** @throws ApiError */
function scoreRecording(modelId: string, recording: Blob): Promise<Trial> {
  const headers = { 'content-type': 'application/octet-stream' };
  return ask('POST /v1/models/{id}/try', { params: { id: modelId }, body: recording, headers });
}

function formatModel({ name, test }: Model): string {
  return test === null ? name : `${name}, UAR ${percent(test.uar)}`;
}
