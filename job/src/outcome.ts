/** What becomes of a message; decided in `handle-message`, carried out in `settle`. */
export type Outcome =
  | { readonly kind: 'complete' }
  | { readonly kind: 'retry'; readonly reason: string }
  | { readonly kind: 'dead-letter'; readonly reason: string; readonly description: string };
