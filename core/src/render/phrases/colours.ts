import type { Colour, Scene } from '../../scene.ts';
import { type Phrase, type Say, weigh } from './phrases.ts';

/** A colour of at least this share is what the picture mostly is; below the other it is a touch. */
const MOSTLY_SHARE = 0.75;
const TOUCH_SHARE = 0.03;
const MAX_COLOURS = 3;

/** The colours that a person would name, the largest first. */
export function colourPhrases({ palette, medium }: Scene, say: Say): Phrase[] {
  // The greys of a black-and-white picture are already said.
  if (!palette || /black-and-white/.test(medium.value)) return [];
  const candidates = chooseColours(palette.value).map(({ name, share }, index) => {
    const [text = ''] = say(name)
      .replace(/^(?:(?:in|with|on) )+/i, '')
      .split(',');
    const shared = { text, confidence: palette.confidence };
    if (text !== '' && index === 0 && share >= MOSTLY_SHARE) {
      return { ...shared, prose: `mostly ${text}` };
    }
    return share < TOUCH_SHARE ? { ...shared, prose: `a touch of ${text}` } : shared;
  });
  return weigh('colour', candidates);
}

/** The first few; an accent further down takes the last place. */
function chooseColours(palette: readonly Colour[]): Colour[] {
  const accent = palette.slice(MAX_COLOURS).find(({ share }) => share < TOUCH_SHARE);
  return accent ? [...palette.slice(0, MAX_COLOURS - 1), accent] : palette.slice(0, MAX_COLOURS);
}
