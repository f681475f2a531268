import { useState } from 'preact/hooks';
import { ask, fetchFrom, messageOf } from '../api/client.js';
import { key } from '../api/key.js';
import type { ResultFile } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Problem } from '../ui/note.js';
import { Section } from '../ui/section.js';
import { bytes } from '../words.js';

export function Downloads({ runId }: { runId: string }) {
  const [error, setError] = useState<string | null>(null);
  const params = { id: runId };
  const results = useLoaded(`${runId} files`, (signal) =>
    ask('GET /v1/scoring-runs/{id}/results', { params, signal }),
  );
  // A link cannot send the API key, so with a key the page fetches the file and then saves it.
  const save = async ({ url, name }: ResultFile) => {
    setError(null);
    try {
      const local = URL.createObjectURL(await (await fetchFrom(url)).blob());
      Object.assign(document.createElement('a'), { href: local, download: `${runId}.${name}` }).click();
      setTimeout(() => URL.revokeObjectURL(local), 60_000);
    } catch (reason) {
      setError(messageOf(reason));
    }
  };
  return (
    <Section id="files" title="Files">
      {error !== null && <Problem message={error} />}
      <LoadedView loaded={results} what="files">
        {({ files }) => (
          <ul class="links">
            {files.map((file) => (
              <li key={file.name}>
                {key.value !== null && file.url.startsWith('/') ? (
                  <button type="button" onClick={() => void save(file)}>
                    {file.name}
                  </button>
                ) : (
                  <a href={file.url.replace(/^\//, '')} download={`${runId}.${file.name}`}>
                    {file.name}
                  </a>
                )}{' '}
                <span class="small">{bytes(file.bytes)}</span>
              </li>
            ))}
          </ul>
        )}
      </LoadedView>
    </Section>
  );
}
