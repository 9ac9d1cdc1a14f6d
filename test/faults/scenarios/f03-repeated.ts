import type { Scenario } from '../scenario.ts';

const COPIES = 5;

export const repeated: Scenario = {
  id: 'F3',
  title: 'every event ×5, shuffled; late again',
  async play({ launcher, ledger, tell, upload, drained, emptied }, size) {
    const uploads = await upload(size(1000, 40));
    const stop = launcher.scale(3);
    const mostDelayMs = size(60_000, 500);
    const sent = await tell(uploads, { copies: COPIES, isShuffled: true, mostDelayMs });
    await drained();
    const calls = ledger.visionCalls.length;
    await tell(uploads);
    await emptied();
    await stop();
    const late = ledger.visionCalls.length - calls;
    return {
      extraCalls: Math.floor(uploads.length / 100),
      faults: late > 0 ? [`${late} vision calls for events that came late`] : [],
      note: `${sent + uploads.length} events sent`,
    };
  },
};
