import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderPrompts } from '@blobscribe/core/render/render';
import type { Scene } from '@blobscribe/core/scene';
import { normalise } from '../../job/src/decode/normalise.ts';
import { sniffMediaType } from '../../job/src/decode/sniff.ts';
import { mergeEvidence } from '../../job/src/merge-evidence.ts';
import { readCamera } from '../../job/src/pixels/camera.ts';
import { describePixels } from '../../job/src/pixels/describe-pixels.ts';
import { recover } from '../../job/src/recover/recover.ts';
import type { Section } from './section.ts';
import { findViolations } from './violations.ts';

const FOLDER = new URL('../../examples/', import.meta.url).pathname;

export type Example = { readonly name: string; readonly file: Buffer };

export async function readExamples(): Promise<Example[]> {
  const names = (await readdir(FOLDER)).filter((name) => /\.(jpe?g|png|webp)$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => ({ name, file: await readFile(join(FOLDER, name)) })),
  );
}

/** What a job would say of the file, without any service. */
export async function describeFile(file: Buffer): Promise<Scene> {
  const mediaType = sniffMediaType(file);
  const { fileWidth: width, fileHeight: height, ...picture } = await normalise(file, mediaType);
  const exif = readCamera(file);
  const facts = { mediaType, width, height, ...(exif && { exif }) };
  return mergeEvidence({}, describePixels(picture, facts), recover(file, mediaType));
}

/** The images that everybody has, with the default options. */
export async function checkExamples(examples: readonly Example[]): Promise<Section> {
  const found = await Promise.all(
    examples.map(async ({ name, file }) => {
      const scene = await describeFile(file);
      const { prompts } = renderPrompts(scene, {});
      return findViolations(scene, {}, prompts).map(({ check, what }) => ({
        check,
        what: `${name}: ${what}`,
      }));
    }),
  );
  return { name: 'example images', cases: examples.length, violations: found.flat(), target: 0 };
}
