import {
  exifSegment,
  exifTiff,
  internationalChunk,
  jpegWith,
  pillowText,
  pngWith,
  pngWithTexts,
  riffChunk,
  unicodeComment,
  webpWith,
  xmpPacket,
} from './build-files.ts';

/* Image files as generators leave them: small, whole, in the format of each tool. */

export async function a1111Png(parameters: string): Promise<Buffer> {
  return pngWithTexts({ parameters });
}

/** https://github.com/AUTOMATIC1111/stable-diffusion-webui/blob/master/modules/images.py */
export async function a1111Jpeg(parameters: string): Promise<Buffer> {
  return jpegWith([exifSegment(exifTiff({}, unicodeComment(parameters)))]);
}

export async function a1111Webp(parameters: string): Promise<Buffer> {
  return webpWith([riffChunk('EXIF', exifTiff({}, unicodeComment(parameters)))]);
}

type ComfyGraphs = { readonly prompt?: unknown; readonly workflow?: unknown };

/** https://github.com/comfyanonymous/ComfyUI/blob/master/comfy_api/latest/_ui.py */
export async function comfyPng(graphs: ComfyGraphs): Promise<Buffer> {
  const texts = Object.entries(graphs).map(([name, graph]) => [name, pythonJson(graph)]);
  return pngWithTexts(Object.fromEntries(texts));
}

export async function comfyWebp({ prompt, workflow }: ComfyGraphs): Promise<Buffer> {
  const model = prompt === undefined ? {} : { 272: `prompt:${pythonJson(prompt)}` };
  const make = workflow === undefined ? {} : { 271: `workflow:${pythonJson(workflow)}` };
  return webpWith([riffChunk('EXIF', exifTiff({ ...make, ...model }))]);
}

export async function invokePng(metadata: unknown): Promise<Buffer> {
  return pngWithTexts({ invokeai_metadata: pythonJson(metadata) });
}

type NovelAiWords = {
  readonly prompt: string;
  readonly uc: string;
  readonly [key: string]: unknown;
};

export async function novelAiPng(comment: NovelAiWords): Promise<Buffer> {
  return pngWithTexts({
    Title: 'NovelAI generated image',
    Description: comment.prompt,
    Software: 'NovelAI',
    Source: 'NovelAI Diffusion V4.5 4BDE2A90',
    Comment: pythonJson(comment),
  });
}

export async function midjourneyPng(description: string): Promise<Buffer> {
  const xmp = xmpPacket({
    'iptcExt:DigImageGUID': '2f6a4a3e-5b0a-4f0d-9d0c-3f4f4a1f8c11',
    'iptcExt:DigitalSourceType':
      'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  });
  return pngWith([
    pillowText('Description', description),
    pillowText('Author', 'somebody'),
    pillowText('Creation Time', 'Tue, 14 Jan 2025 10:21:05 GMT'),
    internationalChunk('XML:com.adobe.xmp', xmp),
  ]);
}

/** Python's json.dumps: ASCII only, a space behind commas and colons, NaN as such. */
export function pythonJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, item) => (Number.isNaN(item) ? '@NaN@' : item));
  return text.replaceAll('"@NaN@"', 'NaN').replace(/[\u007f-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
