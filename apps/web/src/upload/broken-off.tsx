import { useEffect, useState } from 'preact/hooks';
import { defaultOptions, type PreviousUpload } from 'tus-js-client';
import { bytes } from '../words.js';

/** Lists uploads that this browser started and did not finish. A page cannot read their files again on its own. */
export function BrokenOff() {
  const [uploads, setUploads] = useState<readonly PreviousUpload[]>([]);
  useEffect(() => {
    defaultOptions.urlStorage.findAllUploads().then(setUploads, () => undefined);
  }, []);
  if (uploads.length === 0) return null;
  const forget = async () => {
    for (const { urlStorageKey } of uploads) await defaultOptions.urlStorage.removeUpload(urlStorageKey);
    setUploads([]);
  };
  return (
    <div class="note">
      <p>To resume an interrupted upload, choose its file or folder again:</p>
      <ul>
        {uploads.map(({ urlStorageKey, metadata, size }) => (
          <li key={urlStorageKey} class="name">
            {metadata['filename']} {size !== null && <span class="small">{bytes(size)}</span>}
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => void forget()}>
        Forget these uploads
      </button>
    </div>
  );
}
