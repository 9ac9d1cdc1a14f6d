import { ApiError } from './api-error.ts';

const STORED_AS = 'blobscribe-api-key';

/** Asks the person for a key; `refused` if the last one was no good. */
export type AskForKey = (refused: boolean) => Promise<string | undefined>;

export type KeyRing = {
  readonly current: () => string | undefined;
  /** A key other than the one that was refused, asked for once however many calls want it. */
  readonly replace: (refused: string | undefined) => Promise<void>;
};

/** The API key, kept for as long as the tab is open and nowhere else. */
export function createKeyRing(store: Storage, ask: AskForKey): KeyRing {
  let asking: Promise<void> | undefined;
  const current = () => store.getItem(STORED_AS) ?? undefined;

  async function askAndKeep(refused: boolean): Promise<void> {
    const key = await ask(refused);
    if (key === undefined) throw new ApiError(401, 'This API wants a key; none was given.');
    store.setItem(STORED_AS, key);
  }

  return {
    current,
    async replace(refused) {
      if (!asking) {
        if (current() !== refused) return;
        asking = askAndKeep(refused !== undefined).finally(() => {
          asking = undefined;
        });
      }
      await asking;
    },
  };
}
