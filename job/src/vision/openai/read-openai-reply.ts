import * as z from 'zod';

/** Nobody counts further; a model that says so is making it up. */
const MOST_COUNTED = 1000;

/** Compatible servers ignore the schema in part: what is of another shape counts as not said. */
const words = z.string().nullish().catch(null);
const phrases = z
  .union([z.array(z.string()), z.string().transform((list) => list.split(','))])
  .nullish()
  .catch(null);
const thing = z.union([
  z.object({ name: z.string(), count: z.int().min(1).max(MOST_COUNTED).catch(1).default(1) }),
  z.string().transform((name) => ({ name, count: 1 })),
]);

const sceneSchema = z.object({
  subject: words,
  action: words,
  setting: words,
  objects: z.array(thing).nullish().catch(null),
  people: z.int().min(0).max(MOST_COUNTED).nullish().catch(null),
  text: z
    .union([z.string(), z.array(z.string()).transform((lines) => lines.join('\n'))])
    .nullish()
    .catch(null),
  medium: words,
  style: phrases,
  composition: phrases,
  lighting: phrases,
  mood: phrases,
});

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) })
    .nullish()
    .catch(null),
});

export type ModelScene = z.infer<typeof sceneSchema>;
export type Completion = z.infer<typeof completionSchema>;

/** @throws {z.ZodError} if it is no chat completion. */
export function readCompletion(body: unknown): Completion {
  return completionSchema.parse(body);
}

/** @throws {Error} if there is no scene in what the model wrote. */
export function readModelScene(content: string): ModelScene {
  const parsed: unknown = JSON.parse(jsonIn(content));
  const known = Object.keys(sceneSchema.shape);
  const isScene =
    typeof parsed === 'object' && parsed !== null && known.some((name) => name in parsed);
  if (!isScene) throw new TypeError('the model wrote JSON, but no scene');
  return sceneSchema.parse(parsed);
}

/** Between fences, after thoughts or after a word of greeting: the outermost braces. */
function jsonIn(content: string): string {
  const said = content.replace(/^[\s\S]*<\/think>/, '');
  const start = said.indexOf('{');
  const end = said.lastIndexOf('}');
  return start < 0 || end < start ? said : said.slice(start, end + 1);
}
