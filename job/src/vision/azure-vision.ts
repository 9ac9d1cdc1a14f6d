import type { TokenCredential } from '@azure/core-auth';
import type { Pacer } from './pace.ts';
import type { Vision } from './vision.ts';

export type AzureVisionOptions = {
  readonly endpoint: string;
  readonly credential: { readonly key: string } | TokenCredential;
  readonly pacer: Pacer;
  readonly captions: 'required' | 'optional';
};

/** Azure AI Vision, Image Analysis 4.0. */
export function createAzureVision(_options: AzureVisionOptions): Vision {
  throw new Error('not written yet');
}
