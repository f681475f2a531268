import { useEffect, useState } from 'preact/hooks';
import { ask } from '../api/client.js';
import { useLoaded } from '../api/use-loaded.js';
import { goTo, hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Page } from '../ui/page.js';
import { bytes, counted, moment } from '../words.js';
import { ArchiveUpload } from './archive-upload.js';
import { BrokenOff } from './broken-off.js';
import { DropZone } from './drop-zone.js';
import { KnownArchives } from './known-archives.js';
import { ScoreForm } from './score-form.js';
import { TrainForm } from './train-form.js';
import { UploadProgress } from './upload-progress.js';

interface Props {
  readonly purpose: 'score' | 'train';
  /** The chosen or uploaded archive; null if there is none. */
  readonly archiveId: string | null;
  /** The preselected model, or null. */
  readonly modelId: string | null;
}

const TITLES = { score: 'Score an archive', train: 'Train a model' } as const;

/** Lets the user choose an archive, then what to do with it. */
export function UploadPage({ purpose, archiveId, modelId }: Props) {
  return (
    <Page id={purpose} title={TITLES[purpose]}>
      {archiveId === null ? (
        <ChooseArchive purpose={purpose} modelId={modelId} />
      ) : (
        <Chosen purpose={purpose} archiveId={archiveId} modelId={modelId} />
      )}
    </Page>
  );
}

function ChooseArchive({ purpose, modelId }: Omit<Props, 'archiveId'>) {
  const [upload, setUpload] = useState<ArchiveUpload | null>(null);
  const archiveId = upload?.state.value.archiveId ?? null;
  useEffect(() => {
    if (archiveId !== null) goTo(hrefs[purpose](archiveId, modelId));
  }, [archiveId]);
  // An interrupted upload resumes when the user returns with the same file.
  useEffect(() => () => upload?.pause(), [upload]);

  const begin = (file: File) => {
    const begun = new ArchiveUpload(file);
    setUpload(begun);
    void begun.start();
  };
  const giveUp = () => {
    void upload?.giveUp();
    setUpload(null);
  };
  if (upload !== null) return <UploadProgress upload={upload} onGiveUp={giveUp} />;
  return (
    <>
      {purpose === 'train' && (
        <p>
          The labels come from the archive (one folder per label, such as <code>angry/clip-1.wav</code>, or
          the file names of a published corpus) or from a table that you choose next.
        </p>
      )}
      <BrokenOff />
      <DropZone onFile={begin} />
      <KnownArchives purpose={purpose} modelId={modelId} />
    </>
  );
}

function Chosen({ purpose, archiveId, modelId }: Props & { archiveId: string }) {
  const params = { id: archiveId };
  const archive = useLoaded(archiveId, (signal) => ask('GET /v1/archives/{id}', { params, signal }));
  return (
    <LoadedView loaded={archive} what="the archive">
      {({ name, sizeBytes, entries, createdAt, format }) => (
        <>
          <section class="card" aria-label="Archive">
            <div class="between">
              <strong class="name">{name}</strong>
              <a href={hrefs[purpose](null, modelId)}>Choose another archive</a>
            </div>
            <p class="small">
              {format} · {bytes(sizeBytes)}
              {entries !== null && ` · ${counted(entries, 'file')}`} · {moment(createdAt)}
            </p>
          </section>
          {purpose === 'score' ? (
            <ScoreForm archiveId={archiveId} wanted={modelId} />
          ) : (
            <TrainForm archiveId={archiveId} />
          )}
        </>
      )}
    </LoadedView>
  );
}
