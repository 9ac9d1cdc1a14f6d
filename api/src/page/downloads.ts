import type { DataSetFormat } from '@blobscribe/core/data-set/export-data-set';
import type { Target } from '@blobscribe/core/options';
import { element } from './element.ts';
import type { Row } from './gallery.ts';

/** What a person takes away: the finished images, in the words of one target. */
export type DataSet = { readonly rows: readonly Row[]; readonly target: Target };

/** Lets the buttons save all that is finished, each in its format; `dataSet` is read at the click. */
export function connectDownloads(
  buttons: ReadonlyMap<DataSetFormat, HTMLButtonElement>,
  dataSet: () => DataSet,
): void {
  for (const [format, button] of buttons) {
    button.addEventListener('click', async () => save(await build(format, dataSet())));
  }
}

/** The same writers as the API's own export; loaded when they are wanted first. */
async function build(format: DataSetFormat, { rows, target }: DataSet): Promise<File> {
  const { DATA_SET_FORMATS, exportDataSet } = await import(
    '@blobscribe/core/data-set/export-data-set'
  );
  const { mediaType: type, extension } = DATA_SET_FORMATS[format];
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of exportDataSet(each(rows), format, target)) {
    chunks.push(new Uint8Array(chunk));
  }
  return new File(chunks, `prompts-${target}${extension}`, { type });
}

async function* each(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

function save(file: File): void {
  const href = URL.createObjectURL(file);
  element('a', { href, download: file.name }).click();
  // The download has its own hold on the bytes once the click is over.
  setTimeout(() => URL.revokeObjectURL(href));
}
