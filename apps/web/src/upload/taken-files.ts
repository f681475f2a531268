import { refusalOf } from './archive-kind.js';
import { isClip, tarOf, type PlacedFile } from './folder-tar.js';

/** What is to be sent, or why nothing is. */
export type Taken = { readonly file: File } | { readonly refusal: string };

/** An archive goes as it is; recordings and folders of them are put into a tar on their way. */
export async function takenFrom(files: readonly PlacedFile[]): Promise<Taken> {
  const [first, second] = files;
  if (first === undefined) return { refusal: 'There is no file in it.' };
  if (second === undefined && !first.path.includes('/')) {
    const refusal = await refusalOf(first.file);
    return refusal === null ? { file: first.file } : { refusal };
  }
  const clips = files.filter(isClip);
  if (clips.length === 0) return { refusal: 'None of these files is a recording that can be scored.' };
  const folder = first.path.includes('/') ? (first.path.split('/')[0] ?? '') : '';
  return { file: tarOf(clips, `${folder === '' ? 'clips' : folder}.tar`) };
}

/** What was dropped, folders with all that is in them. */
export async function droppedFiles(items: DataTransferItemList): Promise<PlacedFile[]> {
  // The list is emptied as soon as the event is over, so entries are taken before anything is waited for.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return (await Promise.all(entries.map(filesIn))).flat();
}

/** What was picked; of a folder, each file knows its path. */
export function pickedFiles(files: FileList | null): PlacedFile[] {
  return [...(files ?? [])].map((file) => ({
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    file,
  }));
}

async function filesIn(entry: FileSystemEntry): Promise<PlacedFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: FileSystemEntry[] = [];
  // A folder is listed a hundred at a time, until there is none.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    all.push(...some);
  }
  return (await Promise.all(all.map(filesIn))).flat();
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
