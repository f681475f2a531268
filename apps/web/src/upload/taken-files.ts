import { findRefusal } from './archive-kind.js';
import { isClip, packTar, type PlacedFile } from './folder-tar.js';

/** The file to upload, or the reason why there is none. */
export type Taken = { readonly file: File } | { readonly refusal: string };

/** Prepares files for upload: an archive as it is, recordings and folders packed into a tar while they are sent. */
export async function prepareUpload(files: readonly PlacedFile[]): Promise<Taken> {
  const [first, second] = files;
  if (first === undefined) return { refusal: 'The folder is empty.' };
  if (second === undefined && !first.path.includes('/')) {
    const refusal = await findRefusal(first.file);
    return refusal === null ? { file: first.file } : { refusal };
  }
  const clips = files.filter(isClip);
  if (clips.length === 0) return { refusal: 'None of these files is a supported recording.' };
  const folder = first.path.includes('/') ? (first.path.split('/')[0] ?? '') : '';
  return { file: packTar(clips, `${folder === '' ? 'clips' : folder}.tar`) };
}

/** Returns the dropped files, including all files in dropped folders. */
export async function droppedFiles(items: DataTransferItemList): Promise<PlacedFile[]> {
  // The list is emptied when the event ends, so read the entries before awaiting anything.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return (await Promise.all(entries.map(listFiles))).flat();
}

/** Returns the picked files; files of a picked folder know their path. */
export function pickedFiles(files: FileList | null): PlacedFile[] {
  return [...(files ?? [])].map((file) => ({
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    file,
  }));
}

async function listFiles(entry: FileSystemEntry): Promise<PlacedFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: FileSystemEntry[] = [];
  // A folder is listed in pages of a hundred entries.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    all.push(...some);
  }
  return (await Promise.all(all.map(listFiles))).flat();
}
