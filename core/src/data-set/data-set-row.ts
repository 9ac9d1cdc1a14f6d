import type { PromptDocument } from '../prompt-document.ts';

/** One image of a data set. `name` is the client's, exactly as given: hostile until proven otherwise. */
export type DataSetRow = {
  readonly id: string;
  readonly name: string | undefined;
  readonly document: PromptDocument;
};
