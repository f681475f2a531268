import { useEffect, useState } from 'preact/hooks';
import { defaultOptions, type PreviousUpload } from 'tus-js-client';
import { Empty } from '../ui/note.js';
import { bytes } from '../words.js';

/** Uploads that this browser began and did not end: a page may not read their files again without being given them. */
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
    <Empty>
      <p>To go on with an upload that broke off, choose its file or folder again:</p>
      <ul>
        {uploads.map(({ urlStorageKey, metadata, size }) => (
          <li key={urlStorageKey} class="name">
            {metadata['filename']} {size !== null && <span class="small">{bytes(size)}</span>}
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => void forget()}>
        Forget them
      </button>
    </Empty>
  );
}
