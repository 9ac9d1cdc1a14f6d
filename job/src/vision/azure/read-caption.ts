import { cleanCaption } from '../words/clean-words.ts';

/** A caption taken apart: what is shown, and what is said of how it is shown. */
export type Caption = {
  /** What is seen, without "a photo of" and the like; absent where the caption only says "text". */
  readonly subject?: string;
  readonly medium?: string;
  readonly composition: readonly string[];
};

/** "a close-up of a text", "text, letter": that there are words, which the words themselves say better. */
const ABOUT_WORDS =
  /^((an?|the|some|several|many) )?((white|black|red|blue|green|yellow|handwritten|printed|colou?rful|blurry|bold|large|small|close-?up of (an?|the)?) ){0,3}(texts?|letters?|words?|numbers?|writing|handwriting|font|alphabet|graphical user interface)((, | and | or | on | in | with | over | of ).*)?$/i;
const ABOUT_SIGN = /^((an?|the) )?(\w+ )?signs?( (with|on|that) .*)?$/i;

/** "a close-up", "a high angle view": how it is framed. */
const FRAMINGS: readonly (readonly [RegExp, string])[] = [
  [/^(an? )?(extreme )?close[- ]?up (view |shot |photo )?of /i, 'close-up'],
  [/^(an? )?aerial (view|shot|photo|photograph|image) of /i, 'aerial view'],
  [/^(an? )?(high[- ]angle|overhead|top[- ]down|top) (view|shot|photo) of /i, 'high-angle view'],
  [/^(an? )?low[- ]angle (view|shot|photo) of /i, 'low-angle view'],
];

const MATERIALS =
  'black[- ]and[- ]white|pencil|charcoal|ink|line|oil|water-?colou?r|acrylic|pastel|digital|pixel art|vector|cartoon|anime|3d|computer[- ]generated';
const MEDIA =
  'photo|photograph|drawing|sketch|painting|illustration|cartoon|comic|screenshot|collage|diagram|rendering|etching|engraving|woodcut|mosaic|mural|x-ray';
const MEDIUM = new RegExp(
  `^(?:an? |the )?((?:[\\w-]+ ){0,2}?)((?:(?:${MATERIALS}) )*)(${MEDIA})(?:s)? (?:of|showing|depicting) `,
  'i',
);
/** A picture that is of no kind in particular, black and white though it may be. */
const PICTURE = /^(?:an? |the )?(black[- ]and[- ]white )?(image|picture|view) (of|showing) /i;

/** A screenshot shows what stands on a screen, not the device. */
const SCREENS = /^(an? |the )?(computer|cell ?phone|mobile phone|phone|tablet|laptop)( screen)?$/i;

/** A caption in its parts; the words are cleaned. */
export function readCaption(text: string): Caption {
  let rest = cleanCaption(text).replace(/[.\s]+$/, '');
  const composition: string[] = [];
  let medium: string | undefined;
  for (let before = ''; before !== rest; ) {
    before = rest;
    for (const [pattern, phrase] of FRAMINGS) {
      if (pattern.test(rest)) composition.push(phrase);
      rest = rest.replace(pattern, '');
    }
    medium ??= mediumOf(rest);
    rest = rest.replace(MEDIUM, '').replace(PICTURE, '');
  }
  const subject = medium === 'screenshot' ? withoutDevice(rest) : rest;
  return {
    ...(subject !== '' && !ABOUT_WORDS.test(subject) && { subject }),
    ...(medium !== undefined && { medium }),
    composition: [...new Set(composition)],
  };
}

/** Whether a caption of a part says no more than that there is something to read. */
export function isAboutWords(subject: string | undefined): boolean {
  return subject === undefined || ABOUT_WORDS.test(subject) || ABOUT_SIGN.test(subject);
}

function mediumOf(caption: string): string | undefined {
  const [found, , materials = '', medium = ''] = MEDIUM.exec(caption) ?? [];
  if (!found) return PICTURE.exec(caption)?.[1] ? 'black-and-white photograph' : undefined;
  const noun = medium.toLowerCase().replace(/^photo$/, 'photograph');
  const words = materials
    .trim()
    .toLowerCase()
    .replace(/black[- ]and[- ]white/, 'black-and-white')
    .replace(/water-?colou?r/, 'watercolour')
    .replace(/computer[- ]generated/, 'computer-generated');
  return words === '' ? noun : `${words} ${noun}`;
}

function withoutDevice(subject: string): string {
  return SCREENS.test(subject) ? '' : subject;
}
