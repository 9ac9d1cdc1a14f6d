import { readdir, readFile } from 'node:fs/promises';
import type { Options } from '@blobscribe/core/options';
import { renderPrompts } from '@blobscribe/core/render/render';
import type { Scene } from '@blobscribe/core/scene';
import { mergeEvidence } from '../../job/src/merge-evidence.ts';
import { azureEvidence } from '../../job/src/vision/azure/azure-evidence.ts';
import { readAzureReply } from '../../job/src/vision/azure/read-azure-reply.ts';
import { openAiEvidence } from '../../job/src/vision/openai/openai-evidence.ts';
import { readCompletion, readModelScene } from '../../job/src/vision/openai/read-openai-reply.ts';
import type { Evidence } from '../../job/src/vision/vision.ts';
import type { Section } from './section.ts';
import { findViolations } from './violations.ts';

const FOLDER = new URL('../../job/src/vision/__fixtures__/', import.meta.url);
/** Replies that hold no scene, and are tested for that. */
const WITHOUT_SCENE = ['openai-cut.json', 'openai-refusal.json'];

/** What pixels prove of a picture whose reply was recorded without it. */
const PIXELS: Scene = {
  medium: { value: 'image', confidence: 0.5, source: 'pixels' },
  composition: {
    value: ['landscape format', 'shallow depth of field'],
    confidence: 0.8,
    source: 'pixels',
  },
  lighting: { value: ['high contrast', 'warm tones'], confidence: 0.8, source: 'pixels' },
  palette: {
    value: [
      { name: 'beige', hex: '#d8c6a8', share: 0.4 },
      { name: 'brown', hex: '#7b4b28', share: 0.3 },
      { name: 'teal', hex: '#1b7f80', share: 0.05 },
    ],
    confidence: 0.9,
    source: 'pixels',
  },
  aspectRatio: { value: '3:2', confidence: 1, source: 'pixels' },
};

export type RecordedScene = { readonly name: string; readonly scene: Scene };

/** A scene for each recorded reply of a vision service, as the job would make it. */
export async function recordedScenes(options: Options = {}): Promise<RecordedScene[]> {
  const names = (await readdir(FOLDER)).filter((name) => !WITHOUT_SCENE.includes(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const reply = await readFile(new URL(name, FOLDER), 'utf8');
      const evidence = name.startsWith('openai') ? openAi(reply) : azure(reply, options);
      return { name: name.replace('.json', ''), scene: mergeEvidence(evidence, PIXELS, {}) };
    }),
  );
}

/** The recorded replies in every form that clients ask for most. */
export async function checkRecordedScenes(): Promise<Section> {
  const forms: Options[] = [{}, { genderNeutral: true, detail: 'long' }, { includeText: false }];
  const checked = await Promise.all(
    forms.map(async (options) =>
      (await recordedScenes(options)).map(({ name, scene }) =>
        findViolations(scene, options, renderPrompts(scene, options).prompts).map(
          ({ check, what }) => ({ check, what: `${name}: ${what}` }),
        ),
      ),
    ),
  );
  const scenes = checked.flat();
  return {
    name: 'recorded replies',
    cases: scenes.length,
    violations: scenes.flat(),
    target: 0,
  };
}

function azure(reply: string, { genderNeutral = false }: Options): Evidence {
  return azureEvidence(readAzureReply(reply), { neutral: genderNeutral });
}

function openAi(reply: string): Evidence {
  const [choice] = readCompletion(JSON.parse(reply)).choices;
  return openAiEvidence(readModelScene(choice?.message.content ?? ''));
}
