import { randomUUID } from 'node:crypto';
import type { Options } from '@blobscribe/core/options';
import { PAGE_SIZE } from '../client/records.ts';
import type { Content } from './content.ts';
import type { Group } from './journal.ts';

/** A page of records holds so many, so that one call fetches a group's. */
const GROUP_SIZE = PAGE_SIZE;
/** What the API takes at most as it is shipped: larger ones are announced, to be refused before they are sent. */
const LARGE_BYTES = 64 * 1024 * 1024;
/** The API names a file by so many characters at most. */
const MAX_NAME_LENGTH = 1024;

/** How many of the first contents go together: one that is large goes alone, for it alone may be refused. */
export function groupSize(contents: readonly Content[]): number {
  const large = contents.slice(0, GROUP_SIZE).findIndex(({ bytes }) => bytes > LARGE_BYTES);
  if (large === 0) return 1;
  return Math.min(GROUP_SIZE, large < 0 ? contents.length : large);
}

/** The group of these contents, as many as {@link groupSize} says at most. */
export function makeGroup(contents: readonly Content[], options: Options): Group {
  const [first] = contents;
  return {
    key: randomUUID(),
    images: contents.map(({ sha256, files }) => [sha256, nameOf(files[0].name)] as const),
    options,
    size: first && first.bytes > LARGE_BYTES ? first.bytes : undefined,
  };
}

/** Below the folder; the folders of a name that is too long are left out. */
function nameOf(name: string): string {
  return name.length <= MAX_NAME_LENGTH ? name : name.slice(name.lastIndexOf('/') + 1);
}
