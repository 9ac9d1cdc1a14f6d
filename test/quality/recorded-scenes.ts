import { renderPrompts } from '@blobscribe/core/render/render';
import type { Scene } from '@blobscribe/core/scene';
import type { Section } from './section.ts';
import { findViolations } from './violations.ts';

export type RecordedScene = { readonly name: string; readonly scene: Scene };

/** Scenes from recorded replies of vision services; each provider adds its own here. */
export function recordedScenes(): RecordedScene[] {
  return [];
}

export function checkRecordedScenes(recorded: readonly RecordedScene[]): Section {
  const violations = recorded.flatMap(({ name, scene }) =>
    [{}, { genderNeutral: true, detail: 'long' as const }].flatMap((options) =>
      findViolations(scene, options, renderPrompts(scene, options).prompts).map(
        (violation) => `${name}: ${violation}`,
      ),
    ),
  );
  return { name: 'recorded replies', cases: recorded.length, violations, target: 0 };
}
