import type { Scene, Source } from '@blobscribe/core/scene';
import { evidenceOfPrompt } from './recover/evidence-of-prompt.ts';
import type { FileWords } from './recover/recover.ts';
import type { Evidence } from './vision/vision.ts';

type Phrases = NonNullable<Scene['lighting']>;

/** More of a kind than a reader takes in. */
const MAX_PHRASES = 8;

/** What pixels measure, and the words of somebody who looked that say the opposite of it. */
const OPPOSITES: Readonly<Record<string, RegExp>> = {
  'cool tones': /\bwarm\b/i,
  'warm tones': /\bcool\b/i,
  'low-key lighting': /\bhigh[- ]key\b|\bbright\b/i,
  'high-key lighting': /\blow[- ]key\b|\bdark\b/i,
  'dark tones': /\bhigh[- ]key\b|\bbright\b/i,
  'bright tones': /\blow[- ]key\b|\bdark\b/i,
  'high contrast': /\blow[- ]contrast\b/i,
  'low contrast': /\bhigh[- ]contrast\b/i,
  'crisp detail': /\bshallow depth of field\b/i,
  'shallow depth of field': /\b(deep|large|great) depth of field\b/i,
};

/**
 * One scene from what a provider saw, what the pixels and the file prove, and what a generator left.
 * The provider knows the subject, the pixels the colours, the file the camera; the prompt that a file
 * carries says what was asked for, so it speaks only where nobody has looked.
 */
export function mergeEvidence(seen: Evidence, pixels: Scene, words: FileWords): Scene {
  const asked = words.recovered ? evidenceOfPrompt(words.recovered) : {};
  const scene = {
    ...asked,
    ...pixels,
    ...seen,
    medium: mergeMedium(seen.medium, pixels.medium, isGenerated(words)),
    palette: pixels.palette ?? seen.palette,
    aspectRatio: pixels.aspectRatio,
    camera: pixels.camera ?? seen.camera,
    lighting: mergePhrases(seen.lighting, pixels.lighting),
    composition: mergePhrases(seen.composition, pixels.composition),
    provenance: words.provenance && {
      value: words.provenance,
      confidence: 1,
      source: 'recovered' as const,
    },
  };
  const known = Object.entries(scene).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(known) as Scene;
}

/** The surer one; of two that mean the same, the one that says more. */
function mergeMedium(
  seen: Scene['medium'] | undefined,
  pixels: Scene['medium'],
  generated: boolean,
): Scene['medium'] {
  const medium = seen ? surer(seen, pixels) : pixels;
  if (!generated) return medium;
  return { ...medium, value: medium.value.replace(/\bphoto(graph)?$/i, 'photorealistic image') };
}

function surer(seen: Scene['medium'], pixels: Scene['medium']): Scene['medium'] {
  if (pixels.value.includes(seen.value)) return pixels;
  if (seen.value.includes(pixels.value)) return seen;
  return pixels.confidence > seen.confidence ? pixels : seen;
}

/** Whether the file itself says that no camera took it. */
function isGenerated({ recovered, provenance }: FileWords): boolean {
  const type = provenance?.digitalSourceType ?? '';
  return recovered !== undefined || /AlgorithmicMedia$/i.test(type);
}

function mergePhrases(seen: Phrases | undefined, pixels: Phrases | undefined): Phrases | undefined {
  if (!seen || !pixels) return seen ?? pixels;
  const kept = sourced(seen).filter(({ phrase }) => !contradicts(phrase, pixels.value));
  const said = new Set(kept.map(({ phrase }) => phrase.toLowerCase()));
  const added = sourced(pixels).filter(({ phrase }) => !said.has(phrase.toLowerCase()));
  const all = [...kept, ...added].slice(0, MAX_PHRASES);
  return {
    value: all.map(({ phrase }) => phrase),
    confidence: Math.min(seen.confidence, pixels.confidence),
    source: all[0]?.source ?? pixels.source,
    sources: all.map(({ source }) => source),
  };
}

function sourced({ value, source, sources }: Phrases): { phrase: string; source: Source }[] {
  return value.map((phrase, index) => ({ phrase, source: sources?.[index] ?? source }));
}

function contradicts(phrase: string, measured: readonly string[]): boolean {
  return measured.some((text) => OPPOSITES[text]?.test(phrase));
}
