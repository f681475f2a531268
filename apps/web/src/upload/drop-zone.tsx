import { useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/client.js';
import { KINDS_TAKEN } from './archive-kind.js';
import type { PlacedFile } from './folder-tar.js';
import { droppedFiles, pickedFiles, prepareUpload } from './taken-files.js';

/** Accepts an archive, recordings or a folder, dropped or picked. It rejects anything else before a byte is sent. */
export function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);

  const take = async (files: readonly PlacedFile[] | Promise<readonly PlacedFile[]>) => {
    setRefusal(null);
    try {
      const taken = await prepareUpload(await files);
      if ('file' in taken) onFile(taken.file);
      else setRefusal(taken.refusal);
    } catch (error) {
      setRefusal(`Cannot read these files: ${messageOf(error)}`);
    }
  };

  return (
    <div
      class={`drop ${isOver ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer !== null) void take(droppedFiles(event.dataTransfer.items));
      }}
    >
      <p>Drop an archive or a folder of clips here, or</p>
      <div class="row">
        <Picker
          text="Choose an archive"
          label="Archive of clips"
          options={{ accept: KINDS_TAKEN.replaceAll(' ', '') }}
          onPick={(files) => void take(files)}
        />
        <Picker
          text="Choose a folder"
          label="Folder of clips"
          options={{ webkitdirectory: true }}
          onPick={(files) => void take(files)}
        />
      </div>
      <p class="small">
        {KINDS_TAKEN}, or a folder of recordings: WAV, FLAC, MP3, Ogg, Opus, M4A, WebM, MOV and more
      </p>
      <p class="failed name" role="alert">
        {refusal}
      </p>
    </div>
  );
}

interface PickerProps {
  readonly text: string;
  readonly label: string;
  readonly options: { readonly accept?: string; readonly webkitdirectory?: boolean };
  readonly onPick: (files: readonly PlacedFile[]) => void;
}

function Picker({ text, label, options, onPick }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="main" onClick={() => input.current?.click()}>
        {text}
      </button>
      <input
        {...options}
        ref={input}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          onPick(pickedFiles(event.currentTarget.files));
          event.currentTarget.value = ''; // allows choosing the same file again
        }}
      />
    </>
  );
}
