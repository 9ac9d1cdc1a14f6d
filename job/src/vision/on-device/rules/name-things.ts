import { withArticle } from '@blobscribe/core/render/language/articles';
import { pluralOf } from '@blobscribe/core/render/language/plurals';
import { areaOf, type Box, unionOf } from '../../box.ts';
import type { Claim } from './find-claims.ts';
import { isAnimal, spokenName } from './spoken-names.ts';

/** Of the picture's area. */
const FILLING = 0.5;
/** Of an animal that is looked at from close by, so many of its box's sides are the picture's own. */
const CUT_SIDES = 3;
const AT_EDGE = 0.03;
/** Where a thing's middle must lie to be on a side. */
const SIDE = 0.36;
/** Of the height of whoever is in front. */
const BACKGROUND_HEIGHT = 0.35;

/** All that is there of one name. */
export type Group = {
  readonly name: string;
  readonly boxes: readonly Box[];
  readonly score: number;
};

/** Things of one name together, those that take most room first. */
export function groupThings(claims: readonly Claim[]): Group[] {
  const names = [...new Set(claims.map(({ name }) => name))];
  return names
    .map((name) => {
      const alike = claims.filter((claim) => claim.name === name);
      const score = Math.max(...alike.map((claim) => claim.score));
      return { name, boxes: alike.map(({ box }) => box), score };
    })
    .sort((one, other) => areaOf(unionOf(other.boxes)) - areaOf(unionOf(one.boxes)));
}

/** "a cup", "cups": how many there are is not sure enough to say. */
export function nameGroup({ name, boxes }: Group): string {
  const spoken = spokenName(name);
  return boxes.length === 1 ? withArticle(spoken) : pluralOf(spoken);
}

/** "a close-up of a cat", "a cup filling the frame", "dogs": what the picture is of, if there is nobody. */
export function nameLead(group: Group): string {
  const named = nameGroup(group);
  const [box] = group.boxes;
  if (!box || group.boxes.length > 1 || areaOf(box) <= FILLING) return named;
  if (!isAnimal(group.name)) return `${named} filling the frame`;
  return cutSides(box) >= CUT_SIDES ? `a close-up of ${named}` : named;
}

/** "a car on the left", "a dog in the background"; `front` is who stands before it. */
export function namePlaced(group: Group, front: Box | undefined): string {
  const named = nameGroup(group);
  const [box] = group.boxes;
  if (!box || group.boxes.length > 1) return named;
  if (front && isBehind(box, front)) return `${named} in the background`;
  const middle = box.x + box.w / 2;
  if (middle < SIDE) return `${named} on the left`;
  return middle > 1 - SIDE ? `${named} on the right` : named;
}

function cutSides({ x, y, w, h }: Box): number {
  return [x, y, 1 - x - w, 1 - y - h].filter((gap) => gap <= AT_EDGE).length;
}

function isBehind(box: Box, front: Box): boolean {
  return box.h < BACKGROUND_HEIGHT * front.h && box.y + box.h < front.y + front.h;
}
