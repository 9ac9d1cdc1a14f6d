import type { Recovered } from '@blobscribe/core/prompt-document';
import type { MediaType } from '../decode/sniff.ts';
import { recoverA1111 } from './a1111.ts';
import { recoverComfyUi } from './comfyui/comfyui.ts';
import { recoverDrawThings } from './draw-things.ts';
import { type FileTexts, readFileTexts } from './file-texts.ts';
import { recoverFooocus } from './fooocus.ts';
import { recoverInvokeAi } from './invokeai.ts';
import { recoverMidjourney } from './midjourney.ts';
import { recoverNovelAi } from './novelai.ts';
import { type Provenance, readProvenance } from './provenance.ts';
import { recoverSwarmUi } from './swarmui.ts';

export type FileWords = { readonly recovered?: Recovered; readonly provenance?: Provenance };

/** Those that are told by keys of their own come before those that write as others do. */
const TOOLS: readonly ((texts: FileTexts) => Recovered | undefined)[] = [
  recoverInvokeAi,
  recoverNovelAi,
  recoverSwarmUi,
  recoverDrawThings,
  recoverFooocus,
  recoverA1111,
  recoverComfyUi,
  recoverMidjourney,
];

/**
 * What a file says of its own making: the prompt that its generator left, exactly as it stands there,
 * and its provenance. Malformed metadata is as good as none.
 */
export function recover(file: Buffer, mediaType: MediaType): FileWords {
  // A GIF has none of the places that are read.
  if (mediaType === 'image/gif') return {};
  const texts = readFileTexts(file);
  const provenance = readProvenance(file, texts);
  return { ...findRecovered(texts), ...(provenance ? { provenance } : {}) };
}

function findRecovered(texts: FileTexts): { recovered?: Recovered } {
  for (const recoverTool of TOOLS) {
    const recovered = recoverTool(texts);
    if (recovered) return { recovered };
  }
  return {};
}
