import { genderNeutral } from '@blobscribe/core/render/language/gender-neutral';
import type { Source } from '@blobscribe/core/scene';
import { describeLayout } from '../layout.ts';
import type { Evidence } from '../vision.ts';
import { cleanName } from '../words/clean-words.ts';
import { textEntry } from '../words/read-text.ts';
import { chooseDetails } from './choose-details.ts';
import { findSetting, type Named } from './find-setting.ts';
import { countThings, type FoundPerson, type FoundThing, findThings } from './find-things.ts';
import type { AzureReply } from './read-azure-reply.ts';
import { isAboutWords, readCaption } from './read-caption.ts';

/** The service lists guesses too; from here on they mostly hold. */
const MIN_TAG = 0.6;
/** Of a line's words, on average: below this it is texture. */
const MIN_LINE = 0.5;
const MOST_TAGS = 50;
const MOST_THINGS = 30;

type Say = (text: string) => string;
type Caption = NonNullable<AzureReply['captionResult']>;

/** What an Image Analysis result supports, in the scene's slots; `neutral` words people without gender. */
export function azureEvidence(reply: AzureReply, { neutral }: { neutral: boolean }): Evidence {
  const say: Say = neutral ? genderNeutral : (text) => text;
  const caption = captionOf(reply);
  const { people, things } = findThings(reply, say);
  const tags = readTags(reply, say);
  const counted = countThings(things, MOST_THINGS);
  const [surest] = counted;
  const setting = findSetting(tags, caption?.text ?? '');
  const [firstTag] = tags;
  const text = readWords(reply);
  return {
    ...captionEvidence(caption, say),
    ...detailEvidence(reply, caption?.text ?? '', say),
    ...layoutEvidence(reply, caption, people, things),
    ...(setting && { setting: { ...setting, source: 'tag' as const } }),
    ...(surest && {
      objects: { value: counted, confidence: surest.confidence, source: 'object' as const },
    }),
    ...(people.length > 0 && {
      people: { value: people.length, confidence: leastSure(people), source: 'object' as const },
    }),
    ...(firstTag && {
      tags: { value: tags, confidence: firstTag.confidence, source: 'tag' as const },
    }),
    ...(text && { text }),
  };
}

/** The first dense caption is one of the whole picture. */
function captionOf({ captionResult, denseCaptionsResult }: AzureReply): Caption | undefined {
  return captionResult ?? denseCaptionsResult?.values[0];
}

function captionEvidence(caption: Caption | undefined, say: Say): Evidence {
  if (!caption) return {};
  const { subject, medium } = readCaption(caption.text);
  const common = { confidence: caption.confidence, source: 'caption' as const };
  return {
    ...(subject && { subject: { value: say(subject), ...common } }),
    ...(medium && { medium: { value: medium, ...common } }),
  };
}

function detailEvidence(reply: AzureReply, told: string, say: Say): Evidence {
  const phrases = (reply.denseCaptionsResult?.values ?? []).flatMap(({ text, confidence }) => {
    const { subject } = readCaption(text);
    if (subject === undefined || isAboutWords(subject)) return [];
    return [{ text: say(subject), confidence }];
  });
  const details = chooseDetails(phrases, told);
  const [surest] = details;
  if (!surest) return {};
  const value = details.map(({ text }) => text);
  return { details: { value, confidence: surest.confidence, source: 'caption' } };
}

/** What the caption says of the framing, else what the boxes do. */
function layoutEvidence(
  reply: AzureReply,
  caption: Caption | undefined,
  people: readonly FoundPerson[],
  things: readonly FoundThing[],
): Evidence {
  const { subject, composition = [] } = caption ? readCaption(caption.text) : {};
  // A close-up of words is the words.
  const said = subject === undefined ? [] : composition;
  const boxes = people.map(({ box }) => box);
  const seen = describeLayout(boxes, things, reply.metadata).filter(
    (phrase) => said.length === 0 || !/^(close-up|(medium|wide) shot)$/.test(phrase),
  );
  const value = [...said, ...seen];
  if (value.length === 0) return {};
  const sources: Source[] = [
    ...said.map(() => 'caption' as const),
    ...seen.map(() => 'object' as const),
  ];
  const found = people.length > 0 ? people : things;
  const confidence = leastSure([
    ...(said.length > 0 && caption ? [caption] : []),
    ...(seen.length > 0 ? [{ confidence: Math.max(...found.map((one) => one.confidence)) }] : []),
  ]);
  const source = sources[0] ?? 'object';
  const mixed = said.length > 0 && seen.length > 0;
  return { composition: { value, confidence, source, ...(mixed && { sources }) } };
}

/** Each once, however it is written, the surest first. */
function readTags({ tagsResult }: AzureReply, say: Say): Named[] {
  const tags = new Map<string, number>();
  for (const { name, confidence } of tagsResult?.values ?? []) {
    const said = say(cleanName(name));
    if (said === '' || confidence < MIN_TAG) continue;
    tags.set(said, Math.max(confidence, tags.get(said) ?? 0));
  }
  return [...tags]
    .map(([name, confidence]) => ({ name, confidence }))
    .sort((one, other) => other.confidence - one.confidence)
    .slice(0, MOST_TAGS);
}

function readWords({ readResult }: AzureReply): Evidence['text'] {
  const lines = (readResult?.blocks ?? [])
    .flatMap((block) => block.lines)
    .filter(({ words }) => words.length > 0 && average(words) >= MIN_LINE);
  const words = lines.flatMap((line) => line.words);
  return textEntry(
    lines.map((line) => line.text),
    average(words),
    'caption',
  );
}

function average(sure: readonly { readonly confidence: number }[]): number {
  const sum = sure.reduce((total, { confidence }) => total + confidence, 0);
  return Math.round((sum / sure.length) * 1000) / 1000;
}

function leastSure(sure: readonly { readonly confidence: number }[]): number {
  return Math.min(...sure.map(({ confidence }) => confidence));
}
