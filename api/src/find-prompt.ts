import { setTimeout as sleep } from 'node:timers/promises';
import type { Upload } from '@blobscribe/core/blob-names';
import { DeadlineError, withDeadline } from '@blobscribe/core/deadline';
import type { FoundRecord, Unfinished, UploadLook } from './look-at-upload.ts';
import { createSharedWork } from './shared-work.ts';

/** Those who wait cost one look at storage each time, so the looks grow apart. */
const FIRST_LOOK_MS = 50;
const LAST_LOOK_MS = 1_000;

export type Found =
  | { readonly status: Unfinished }
  | { readonly status: 'finished'; readonly record: FoundRecord };

/** Who asks, until its signal aborts. To have a signal costs something: it is asked for where there is need. */
export type Asker = { readonly signal: AbortSignal };

export type PromptFinder = (
  upload: Upload,
  waitSeconds: number,
  asker: Asker,
) => Promise<Found | undefined>;

/**
 * Where an upload stands, known from storage alone: its record, else its image, else its request;
 * undefined if nobody ever asked for it, or it was deleted. Waits up to `waitSeconds` for the record:
 * all who wait for one share the looks at it, each until its own time has come.
 */
export function createPromptFinder(look: UploadLook): PromptFinder {
  const waitings = createSharedWork<FoundRecord>();

  async function present(upload: Upload, signal: AbortSignal): Promise<Found | undefined> {
    const record = await look.record(upload, signal);
    if (record) return finished(record);
    const status = await look.unfinished(upload, signal);
    return status && { status };
  }

  async function untilWritten(upload: Upload, signal: AbortSignal): Promise<FoundRecord> {
    for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(pauseMs * 1.3, LAST_LOOK_MS)) {
      await sleep(pauseMs, undefined, { signal });
      const record = await look.record(upload, signal);
      if (record) return record;
    }
  }

  return async function findPrompt(upload, waitSeconds, asker) {
    const recent = look.recent(upload);
    if (recent) return finished(recent);
    const until = performance.now() + waitSeconds * 1000;
    const { signal } = asker;
    const found = await present(upload, signal);
    if (waitSeconds === 0 || found === undefined || found.status === 'finished') return found;
    const leftMs = Math.max(0, until - performance.now());
    const late = await withDeadline('waiting for a record', leftMs, (expired) =>
      waitings.join(upload.name, AbortSignal.any([signal, expired]), (work) =>
        untilWritten(upload, work.signal),
      ),
    ).catch(undefinedIfLate);
    return late ? finished(late) : present(upload, signal);
  };
}

function finished(record: FoundRecord): Found {
  return { status: 'finished', record };
}

function undefinedIfLate(error: unknown): undefined {
  if (!(error instanceof DeadlineError)) throw error;
}
