import { type Options, TARGETS, type Target } from '../options.ts';
import type { Prompts } from '../prompt-document.ts';
import type { Scene } from '../scene.ts';
import { renderAltText } from './alt-text.ts';
import { renderCaption } from './caption.ts';
import { renderFlux } from './flux.ts';
import { renderGptImage } from './gpt-image.ts';
import { renderMidjourney } from './midjourney.ts';
import { renderNatural } from './natural.ts';
import { type Material, rankPhrases } from './phrases/rank-phrases.ts';
import { renderSdxl } from './sdxl.ts';
import { renderTags } from './tags.ts';

type Renderers = {
  readonly [Name in Target]: (material: Material, options: Options) => NonNullable<Prompts[Name]>;
};

/** A new target is a file beside this one and a row here. */
const RENDERERS: Renderers = {
  natural: renderNatural,
  sdxl: renderSdxl,
  flux: renderFlux,
  midjourney: renderMidjourney,
  'gpt-image': renderGptImage,
  tags: renderTags,
  caption: renderCaption,
  'alt-text': renderAltText,
};

/** One scene in the words of each target that was asked for; `prompt` is the natural one, always there. */
export function renderPrompts(
  scene: Scene,
  options: Options,
): { prompt: string; prompts: Prompts } {
  const material = rankPhrases(scene, options);
  const targets = options.targets ?? TARGETS;
  const prompts: Prompts = Object.fromEntries(
    TARGETS.filter((target) => targets.includes(target)).map((target) => [
      target,
      RENDERERS[target](material, options),
    ]),
  );
  return { prompt: prompts.natural ?? renderNatural(material, options), prompts };
}
