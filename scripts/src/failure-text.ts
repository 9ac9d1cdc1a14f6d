import type { FailedDocument } from '@blobscribe/core/prompt-document';

/** Why an image has no words, for a person, with the code that programs know. */
export function failureText({ error }: Pick<FailedDocument, 'error'>): string {
  return `${error.message} (${error.code})`;
}
