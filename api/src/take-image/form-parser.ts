import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { Problem } from '../problem.ts';
import { untilAborted } from './until-aborted.ts';

export const MAX_OPTIONS_BYTES = 64 * 1024;

const EXPECTED =
  'Send multipart/form-data with one file part named "image" and, if you like, one field named "options" that holds JSON.';

/** What the client says of its image: hostile text. `contentType` is in lower case, without parameters. */
export type ImagePart = {
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
};

export type TakeImage<T> = (image: AsyncIterable<Uint8Array>, part: ImagePart) => Promise<T>;

export type FormParserOptions<T> = {
  readonly maxBytes: number;
  readonly takeImage: TakeImage<T>;
  /** Told of the first error, and of others that follow from it. */
  readonly fail: (error: unknown) => void;
  /** Aborts when something failed, with the error. */
  readonly signal: AbortSignal;
};

export type FormParser<T> = {
  /** Ends when more may come; perhaps never after a failure. */
  write(chunk: Uint8Array): Promise<void>;
  /** What the whole body held; perhaps never after a failure. */
  end(): Promise<{ readonly image: T; readonly options: unknown }>;
};

/**
 * Parses one image and its options out of a form, with the limits of busboy round it.
 * @throws {Problem} `invalid-request` if `contentType` is not that of a form with a boundary.
 */
export function createFormParser<T>(
  contentType: string,
  settings: FormParserOptions<T>,
): FormParser<T> {
  const { maxBytes, fail } = settings;
  const parser = createBusboy(contentType, maxBytes);
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    parser.on(limit, () => fail(invalid('There is a part too many.')));
  }
  parser.on('error', (cause) => fail(invalid('The body is malformed or incomplete.', cause)));
  const finished = Promise.withResolvers<void>();
  parser.on('finish', finished.resolve);
  const options = listenForOptions(parser, fail);
  const image = listenForImage(parser, settings);

  return {
    write: (chunk) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      parser.write(chunk, () => resolve());
      return promise;
    },
    async end() {
      parser.end();
      await finished.promise;
      const taken = image();
      if (!taken) throw invalid('There is no "image".');
      return { image: await taken, options: options() };
    },
  };
}

/** What the field `options` held, once it is there. */
function listenForOptions(parser: BusboyInstance, fail: (error: unknown) => void): () => unknown {
  let options: unknown;
  parser.on('field', (_name, text, _isNameCut, isCut) => {
    if (isCut) return fail(invalid(`"options" has more than ${MAX_OPTIONS_BYTES} bytes.`));
    try {
      options = JSON.parse(text);
    } catch (cause) {
      fail(invalid('"options" is no JSON.', cause));
    }
  });
  return () => options;
}

/** What the image is taken for, once there is one. */
function listenForImage<T>(
  parser: BusboyInstance,
  { maxBytes, takeImage, fail, signal }: FormParserOptions<T>,
): () => Promise<T> | undefined {
  let image: Promise<T> | undefined;
  parser.on('file', (name, file, fileName, _encoding, mediaType) => {
    // A body that breaks off is an error of the parser too, and told there.
    file.on('error', () => {});
    const part = partOf(fileName, mediaType);
    if (name !== 'image') return fail(invalid('There is a part of another name.'));
    if (!part) return fail(invalid('"image" is a text, not a file.'));
    file.on('limit', () => fail(new Problem('too-large', `Send at most ${maxBytes} bytes.`)));
    image = take(file, part);
    image.catch(fail);
  });
  return () => image;

  async function take(file: BusboyFileStream, part: ImagePart): Promise<T> {
    const chunks: AsyncIterable<Uint8Array> = file.iterator({ destroyOnReturn: false });
    const taken = await takeImage(untilAborted(chunks, signal), part);
    // The form goes on behind an image that was not read to its end.
    file.resume();
    return taken;
  }
}

/** Names are kept whole, folders and all; whatever is not `options` is to be seen at once, as a file. */
function createBusboy(contentType: string, maxBytes: number) {
  // It would take another kind of form too.
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw invalid('This is no such form.');
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      isPartAFile: (name) => name !== 'options',
      limits: {
        ...{ parts: 2, files: 1, fields: 1, headerPairs: 50, headerSize: 16 * 1024 },
        ...{ fileSize: maxBytes, fieldSize: MAX_OPTIONS_BYTES },
      },
    });
  } catch (cause) {
    throw invalid('The Content-Type has no boundary that can be used.', cause);
  }
}

/** Undefined where neither name nor type says file. The parser gives `text/plain` where there is no type. */
function partOf(fileName: string | undefined, mediaType: string): ImagePart | undefined {
  const contentType = mediaType === 'text/plain' ? undefined : mediaType;
  if (fileName === undefined && contentType === undefined) return undefined;
  return { fileName: fileName || undefined, contentType };
}

function invalid(what: string, cause?: unknown): Problem {
  return new Problem('invalid-request', `${what} ${EXPECTED}`, { cause });
}
