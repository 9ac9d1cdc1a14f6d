import type { Scene } from '../../scene.ts';
import { withoutStyleOf } from '../language/artists.ts';
import { joinList, uncapitalise } from '../language/grammar.ts';
import { type Candidate, MIN_CONFIDENCE, type Phrase, type Say, weigh } from './phrases.ts';

/** How many things or tags may stand for a subject that nobody named. */
const MAX_STAND_INS = 3;
/** Captions like to say that a picture is a picture; the medium says so better. */
const PREAMBLE =
  /^(?:there is )?(?:an? |the |this )?(?:(?:image|picture|photo|photograph)s? (?:of|showing|featuring)|(?:image|picture|photo) shows) /i;
const GREY_PREAMBLE = /^an? black[- ]and[- ]white (?:image|picture|photo|photograph) of /i;
/** A caption of a page says nothing that the words on it do not say better. */
const ABOUT_TEXT =
  /^(?:(?:an? )?(?:close[- ]?up of )?(?:an? |the |some )?(?:text|words?|writing)|(?:graphical user interface|text)(?:,.*)?)$/i;

/**
 * What the picture is about and what it does: the caption, else the people, the things or the tags that
 * were found, of which `standIns` are the phrases.
 */
export function subjectPhrase(
  { subject, action, medium }: Scene,
  standIns: readonly Phrase[],
  say: Say,
): Phrase[] {
  const named = subject ? cutPreamble(withoutStyleOf(say(subject.value)), medium.value) : '';
  const sure = named !== '' && subject !== undefined && subject.confidence >= MIN_CONFIDENCE;
  const base: Candidate | undefined = sure
    ? { text: named, confidence: subject.confidence }
    : standIn(standIns);
  if (!base) return [];
  const doing =
    action && action.confidence >= MIN_CONFIDENCE ? asParticiple(say(action.value)) : '';
  const said = ` ${base.text.toLowerCase()} `.includes(` ${doing.toLowerCase()} `);
  if (doing === '' || said) return weigh('subject', [base]);
  return weigh('subject', [{ text: say(`${base.text} ${doing}`), confidence: base.confidence }]);
}

function cutPreamble(caption: string, medium: string): string {
  const cut = caption.replace(/black-and-white/.test(medium) ? GREY_PREAMBLE : /^$/, '');
  const rest = cut.replace(PREAMBLE, '');
  return ABOUT_TEXT.test(rest) ? '' : uncapitalise(rest);
}

function standIn(phrases: readonly Phrase[]): Candidate | undefined {
  const [first] = phrases;
  if (!first) return undefined;
  const alike = phrases.filter(({ slot }) => slot === first.slot).slice(0, MAX_STAND_INS);
  const text = joinList([...new Set(alike.map((phrase) => phrase.prose ?? phrase.text))]);
  // Each of them is a tag by itself.
  return { text, tag: '', confidence: first.confidence };
}

/** "is running" is said as "running". */
function asParticiple(action: string): string {
  return action.replace(/^(?:is|are|was|were) /i, '');
}
