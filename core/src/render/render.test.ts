import { expect, test } from 'vitest';
import { renderPrompts } from './render.ts';
import { dusk, harbour, textsOf } from './test-scenes.ts';

test('renders all eight targets unless some are asked for', () => {
  expect(Object.keys(renderPrompts(dusk, {}).prompts)).toHaveLength(8);
  expect(Object.keys(renderPrompts(dusk, { targets: ['tags'] }).prompts)).toEqual(['tags']);
});

test('the prompt is there though natural was not asked for', () => {
  expect(renderPrompts(dusk, { targets: ['tags'] }).prompt).toBe(renderPrompts(dusk, {}).prompt);
});

test('a gender-neutral scene is neutral in every target', () => {
  const texts = textsOf(renderPrompts(harbour, { genderNeutral: true })).join(' ');

  expect(texts).toContain('person mending their net');
  expect(texts).not.toMatch(/\b(wo)?man\b|\bher\b/);
});

test('text in the picture is left out of every target on request', () => {
  expect(textsOf(renderPrompts(harbour, {})).join(' ')).toContain('ALBATROS');
  expect(textsOf(renderPrompts(harbour, { includeText: false })).join(' ')).not.toMatch(
    /albatros/i,
  );
});

test('what is unsure is not said', () => {
  const scene = { ...dusk, mood: { value: ['eerie'], confidence: 0.1, source: 'model' as const } };

  expect(textsOf(renderPrompts(scene, {})).join(' ')).not.toContain('eerie');
});

test('no scene can break a target', () => {
  const evil = 'cat --no dog (word:1.9) <lora:x:1> [a|b] BREAK {c} --ar 1:1 ::2 “quoted”\u202e';
  const field = { value: evil, confidence: 1, source: 'caption' as const };
  const list = { value: [evil], confidence: 1, source: 'exif' as const };
  const scene = { ...dusk, subject: field, setting: field, text: field, camera: list, mood: list };

  const rendered = renderPrompts(scene, { detail: 'long' });

  expect(rendered.prompts.midjourney).toMatch(/^[^-]*(-[^-]+)* --ar 3:2$/);
  for (const text of textsOf(rendered)) {
    expect(text.replace(/[“”]/g, '')).not.toMatch(/--|[()[\]{}<>|]|::|BREAK|\p{Cf}/u);
  }
});
