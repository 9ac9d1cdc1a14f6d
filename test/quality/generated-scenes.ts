import { renderPrompts } from '@blobscribe/core/render/render';
import fc from 'fast-check';
import { anyOptions, anyScene } from './arbitrary-scene.ts';
import type { Section } from './section.ts';
import { findViolations } from './violations.ts';

/** Scenes that nobody thought of, and whatever options; the same ones for the same seed. */
export function checkGeneratedScenes(cases: number, seed: number): Section {
  const sample = fc.sample(fc.tuple(anyScene, anyOptions), { numRuns: cases, seed });
  const violations = sample.flatMap(([scene, options]) =>
    findViolations(scene, options, renderPrompts(scene, options).prompts),
  );
  return { name: `generated scenes (seed ${seed})`, cases, violations, target: 0 };
}
