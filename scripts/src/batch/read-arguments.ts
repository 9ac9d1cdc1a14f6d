import { numberOf } from '../number-of.ts';
import {
  OUTPUT_HELP,
  OUTPUT_OPTIONS,
  type OutputOptions,
  readOutputOptions,
} from '../outputs/output-options.ts';
import { readOptions } from '../read-options.ts';
import { readCall } from '../usage-error.ts';
import { API_HELP, API_OPTIONS, type Place } from '../with-api.ts';

export const HELP = `blobscribe batch FOLDER [options]

Words for all images of a folder. Run again, it goes on where it was and sends
nothing twice; a hidden file in the folder remembers (--state FILE: another).
Example: npm run batch -- examples --sidecar txt

${OUTPUT_HELP}  --retarget       only make other words of what is described: nothing is sent
  --include GLOB  --exclude GLOB   which images; may be repeated
  --max-images N  --max-cost USD   of this run; --yes: do not ask
  --retry-failed   send what failed again; --json: a line of JSON for each image
${API_HELP}Exit status: 0 all have words, 1 some failed, 2 wrong call, 130 stopped.
`;

export type BatchArguments = {
  readonly folder: string;
  readonly outputs: OutputOptions;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly state: string | undefined;
  readonly maxImages: number | undefined;
  readonly maxCost: number | undefined;
  readonly yes: boolean;
  readonly retryFailed: boolean;
  readonly json: boolean;
  readonly place: Place;
  readonly help: boolean;
};

/** @throws {UsageError} that says what is wrong with the call. */
export function readArguments(args: string[]): BatchArguments {
  const { values, positionals } = readOptions(
    args,
    {
      ...OUTPUT_OPTIONS,
      ...API_OPTIONS,
      include: { type: 'string', multiple: true, default: [] as string[] },
      exclude: { type: 'string', multiple: true, default: [] as string[] },
      state: { type: 'string' },
      'max-images': { type: 'string' },
      'max-cost': { type: 'string' },
      yes: { type: 'boolean', short: 'y', default: false },
      'retry-failed': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    { help: HELP },
  );
  const [folder = '', ...others] = positionals;
  return readCall(HELP, () => {
    if (!values.help && (folder === '' || others.length > 0)) throw new Error('name one folder');
    if (values.retarget && values['retry-failed']) {
      throw new Error('--retarget sends nothing: it takes no --retry-failed');
    }
    const outputs = readOutputOptions(values);
    const nothingWanted = outputs.sideCars.length + outputs.files.length === 0;
    return {
      ...values,
      folder,
      outputs: nothingWanted ? { ...outputs, sideCars: ['txt'] } : outputs,
      maxImages: numberIf('--max-images', values['max-images'], /^[1-9]\d{0,8}$/),
      maxCost: numberIf('--max-cost', values['max-cost'], /^\d{1,7}(\.\d+)?$/),
      retryFailed: values['retry-failed'],
      state: values.state,
      place: values,
    };
  });
}

function numberIf(flag: string, text: string | undefined, form: RegExp): number | undefined {
  return text === undefined ? undefined : numberOf(flag, text, form);
}
