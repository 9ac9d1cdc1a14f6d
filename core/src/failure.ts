/** Why an image ended without a prompt: the closed set of codes and the sentence each shows a person. */
const SENTENCES = {
  'empty-file': 'The file is empty.',
  'not-an-image': 'The file is not an image.',
  'unsupported-format':
    'This image format is not supported. Send JPEG, PNG, WebP, GIF, TIFF, AVIF or HEIC instead.',
  'corrupt-image': 'The image is damaged or incomplete and cannot be decoded.',
  'too-large': 'The file is larger than the limit.',
  'too-many-pixels': 'The image has more pixels than the limit.',
  'too-small': 'The image is too small: each side must be at least 50 pixels.',
  'not-a-block-blob':
    'Only block blobs are read: upload the image with Put Blob or Put Block List.',
  'decode-timeout': 'Decoding the image took too long.',
  'analysis-rejected': 'The vision service refused the image.',
  'upload-missing': 'The image never arrived.',
  'processing-failed': 'The image could not be processed after several tries.',
} as const;

export type FailureCode = keyof typeof SENTENCES;

export const FAILURE_CODES = Object.keys(SENTENCES) as [FailureCode, ...FailureCode[]];

/**
 * An end without a prompt that trying again would not change. `message` may be shown to the person
 * who sent the image; it is the code's own sentence unless `detail` says more.
 */
export class ImageFailure extends Error {
  readonly code: FailureCode;
  /** What the message says beyond the code's sentence. */
  readonly detail: string | undefined;

  constructor(code: FailureCode, options: { detail?: string; cause?: unknown } = {}) {
    super(options.detail ? `${SENTENCES[code]} ${options.detail}` : SENTENCES[code], {
      cause: options.cause,
    });
    this.name = 'ImageFailure';
    this.code = code;
    this.detail = options.detail;
  }
}
