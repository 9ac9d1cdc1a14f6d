import type { DataSetRow } from '@blobscribe/core/data-set/data-set-row';
import { renderedText } from '@blobscribe/core/data-set/rendered-text';
import { retarget } from '@blobscribe/core/data-set/retarget';
import type { PromptDocument } from '@blobscribe/core/prompt-document';
import { failureText } from '../failure-text.ts';
import type { ImageFile } from '../find-images.ts';
import type { OutputOptions } from '../outputs/output-options.ts';
import type { Content } from './content.ts';
import type { FolderOutputs } from './folder-outputs.ts';
import type { Journal } from './journal.ts';
import type { Outcome, Report } from './report.ts';

export type Results = {
  /** Every file of a content ends the same way; only the first end of a content counts. */
  end(content: Content, outcome: Outcome): void;
  /** Its files get what is wanted of its record. */
  record(content: Content, record: PromptDocument): Promise<void>;
  /** Of these files, all that have a record, with the words that are wanted. */
  rows(contents: readonly Content[]): AsyncGenerator<DataSetRow>;
};

export type ResultsTools = {
  readonly journal: Pick<Journal, 'read'>;
  readonly report: Report;
  readonly outputs: FolderOutputs;
  readonly words: Pick<OutputOptions, 'options' | 'target'>;
};

/** What comes of records: side-cars as they come, and rows of data sets in the end. */
export function createResults({ journal, report, outputs, words }: ResultsTools): Results {
  const ended = new Set<string>();
  const rowOf = (file: ImageFile, document: PromptDocument): DataSetRow => ({
    id: document.id,
    name: file.name,
    document,
  });

  function outcomeOf(document: PromptDocument): Outcome {
    if (document.status === 'failed') return { status: 'failed', why: failureText(document) };
    return { status: 'succeeded', id: document.id, text: renderedText(document, words.target) };
  }

  async function add(file: ImageFile, document: PromptDocument): Promise<Outcome> {
    try {
      await outputs.add(rowOf(file, document));
      return outcomeOf(document);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { status: 'failed', why: `it has words, but its side-car cannot be written: ${why}` };
    }
  }

  return {
    end({ sha256, files }, outcome) {
      if (ended.has(sha256)) return;
      ended.add(sha256);
      for (const file of files) report.add(file, outcome);
    },
    async record({ sha256, files }, record) {
      if (ended.has(sha256)) return;
      ended.add(sha256);
      const document = retarget(record, words.options);
      for (const file of files) report.add(file, await add(file, document));
    },
    async *rows(contents) {
      const hashes = new Map(
        contents.flatMap(({ sha256, files }) => files.map((file) => [file, sha256] as const)),
      );
      const inOrder = [...hashes].sort(([one], [other]) => (one.name < other.name ? -1 : 1));
      for (const [file, sha256] of inOrder) {
        const record = await journal.read(sha256);
        if (record) yield rowOf(file, retarget(record, words.options));
      }
    },
  };
}
