import type { NamedFile } from './chosen-files.ts';

/**
 * The files of a drop, those in folders with their path as name.
 * The entries are taken before the first await: a drop is empty once its event is over.
 */
export async function readDropped(items: DataTransferItemList): Promise<readonly NamedFile[]> {
  const dropped = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files = await Promise.all(dropped.map((entry) => (entry ? readAny(entry) : [])));
  return files.flat();
}

async function readAny(entry: FileSystemEntry | File): Promise<NamedFile[]> {
  if (entry instanceof File) return [{ name: entry.name, file: entry }];
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ''), file }];
  }
  const children = isFolder(entry) ? await readFolder(entry.createReader()) : [];
  const files: NamedFile[] = [];
  for (const child of children) files.push(...(await readAny(child)));
  return files;
}

/** All entries of a folder: a reader gives at most a hundred at a time, and none at the end. */
async function readFolder(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
