import { LONG_LOCK_SECONDS } from '../bench.ts';
import { watchMemory } from '../memory.ts';
import { storePoison } from '../poison.ts';
import type { Scenario } from '../scenario.ts';

const MOST_MEBIBYTES = 1024;
/** What decoding may take at most, and a little for the way there and back. */
const MOST_MS = 20_000;

export const poisoned: Scenario = {
  id: 'F11',
  title: 'one in five is poison',
  bench: { lockSeconds: LONG_LOCK_SECONDS },
  async play(bench, size) {
    const { accept, launcher, ledger, random, storage, tell, upload, drained } = bench;
    const good = await upload(size(800, 26));
    const poison = await storePoison(storage, size(200, 13));
    accept(poison);
    await tell(random.shuffled([...good, ...poison]));
    const watch = watchMemory(launcher.running);
    const stop = launcher.scale(3);
    await drained();
    await stop();
    const largest = watch.stop();
    const deliveries = poison.map(({ name }) =>
      ledger.deliveries.filter((delivery) => delivery.name === name),
    );
    const again = deliveries.filter(({ length }) => length > 1).length;
    const waits = deliveries.flat().map(({ name, at }) => (ledger.writtenAt(name) ?? at) - at);
    const slowestMs = Math.round(Math.max(...waits));
    return {
      extraCalls: 0,
      faults: [
        ...(again > 0 ? [`${again} were delivered more than once`] : []),
        ...(largest > MOST_MEBIBYTES ? [`a process had ${largest} MiB`] : []),
        ...(slowestMs > MOST_MS ? [`one took ${slowestMs} ms`] : []),
      ],
      note: `${poison.length} of poison, none took more than ${slowestMs} ms or ${largest} MiB`,
    };
  },
};
