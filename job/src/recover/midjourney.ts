import type { Recovered } from '@blobscribe/core/prompt-document';
import type { FileTexts } from './file-texts.ts';
import { readNumber } from './read-number.ts';
import { describeTool } from './tool-words.ts';

const PLACES = ['Description', 'xmp:description', 'iptc:caption', 'exif:ImageDescription'];
/** Midjourney ends what it writes with it: "a lighthouse --ar 3:2 --v 6 Job ID: 8c4a…". */
const JOB_MARK = ' Job ID: ';
const JOB_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Any other name of a job is Midjourney's only behind its parameters: photographers have jobs too. */
const ANY_ID = /^[\w-]{6,64}$/;
const PARAMETER = /\s--[a-z]/i;
const MAX_TEXT_LENGTH = 65_536;

/**
 * Midjourney's description, in whichever of the places that a converter leaves it. Any photograph has
 * a description: its own are told by the job, or by its version where the file says that it is made
 * by a model and has the identity that Midjourney gives.
 */
export function recoverMidjourney(texts: FileTexts): Recovered | undefined {
  const isMade =
    texts.has('xmp:DigImageGUID') &&
    texts.get('xmp:DigitalSourceType')?.endsWith('/trainedAlgorithmicMedia');
  for (const place of PLACES) {
    const text = texts.get(place)?.slice(0, MAX_TEXT_LENGTH) ?? '';
    const { prompt, jobId } = splitJob(text);
    if (!jobId && !(isMade && /\s--(?:v|niji|version) \d/.test(text))) continue;
    const parameters = { ...readParameters(prompt), ...(jobId ? { jobId } : {}) };
    return describeTool('Midjourney', prompt, undefined, parameters);
  }
  return undefined;
}

function splitJob(text: string): { prompt: string; jobId?: string } {
  const at = text.lastIndexOf(JOB_MARK);
  const jobId = at < 0 ? '' : text.slice(at + JOB_MARK.length).trim();
  const isJob = JOB_ID.test(jobId) || (ANY_ID.test(jobId) && PARAMETER.test(text.slice(0, at)));
  return isJob ? { prompt: text.slice(0, at), jobId } : { prompt: text };
}

/** "--ar 3:2 --tile": names and what follows them; a switch is true. */
function readParameters(prompt: string): Record<string, string | number | boolean> {
  const [, ...pieces] = prompt.split(/(?:^|\s)--(?=[a-z])/i);
  const pairs = pieces.map((piece) => {
    const [name = ''] = piece.split(/\s/, 1);
    const value = piece.slice(name.length).trim();
    return [name, value === '' ? true : readNumber(value)] as const;
  });
  return Object.fromEntries(pairs);
}
