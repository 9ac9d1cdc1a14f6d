import type { FailedDocument, SucceededDocument } from '@blobscribe/core/prompt-document';

/** How far an image is. */
export type ImageState =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'uploading'; readonly fraction: number }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'done'; readonly document: SucceededDocument }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly document?: FailedDocument;
      /** Sends it once more, where that may help. */
      readonly again?: () => void;
    };

/** Whether nothing more will happen to the image by itself. */
export function isSettled({ kind }: ImageState): boolean {
  return kind === 'done' || kind === 'failed';
}
