import type { Target } from '@blobscribe/core/options';
import type { PromptDocument } from '@blobscribe/core/prompt-document';
import { createCard } from './card.ts';
import { type ImageState, isSettled } from './image-state.ts';
import { FIRST_TARGET } from './targets.ts';

export type NewImage = { readonly name: string; readonly file?: File };

/** One image on the page; `show` is how everybody says where it stands. */
export type Image = {
  readonly name: string;
  readonly file: File | undefined;
  readonly show: (state: ImageState) => void;
  readonly state: () => ImageState;
};

/** An image that comes from a file. */
export type FileImage = Image & { readonly file: File };

/** Whether an image comes from a file. */
export function hasFile(image: Image): image is FileImage {
  return image.file !== undefined;
}

export type Row = {
  readonly id: string;
  readonly name: string;
  readonly document: PromptDocument;
};

export type Counts = { readonly total: number; readonly done: number; readonly failed: number };

export type Gallery = {
  readonly add: (images: readonly NewImage[]) => readonly Image[];
  readonly select: (target: Target) => void;
  readonly target: () => Target;
  readonly counts: () => Counts;
  /** The finished images, in the order in which they came. */
  readonly rows: () => readonly Row[];
};

/** All images of the page; `onChange` is told of each that reaches its end, and when there are new ones. */
export function createGallery(list: HTMLElement, onChange: (settled?: Image) => void): Gallery {
  const images: Image[] = [];
  const selects: ((target: Target) => void)[] = [];
  let target = FIRST_TARGET;

  function addOne({ name, file }: NewImage): { image: Image; root: HTMLElement } {
    const card = createCard(name, file, () => target);
    let state: ImageState = { kind: 'preparing' };
    const image: Image = {
      name,
      file,
      state: () => state,
      show(next) {
        state = next;
        card.show(next);
        if (isSettled(next)) onChange(image);
      },
    };
    card.show(state);
    images.push(image);
    selects.push(card.select);
    return { image, root: card.root };
  }

  return {
    add(fresh) {
      const added = fresh.map(addOne);
      // The newest group is on top, where a person looks; within it the order is theirs.
      list.prepend(...added.map(({ root }) => root));
      onChange();
      return added.map(({ image }) => image);
    },
    select(chosen) {
      target = chosen;
      for (const select of selects) select(chosen);
    },
    target: () => target,
    counts() {
      const kinds = images.map((image) => image.state().kind);
      const count = (wanted: ImageState['kind']) => kinds.filter((kind) => kind === wanted).length;
      return { total: images.length, done: count('done'), failed: count('failed') };
    },
    rows: () => images.flatMap((image) => rowOf(image)),
  };
}

function rowOf({ name, state }: Image): Row[] {
  const standing = state();
  if (standing.kind === 'done' || (standing.kind === 'failed' && standing.document)) {
    const { document } = standing;
    return document ? [{ id: document.id, name, document }] : [];
  }
  return [];
}
