import { expect, it } from 'vitest';
import { withCompiler } from './support/compiler.ts';
import { evaluate, stagingWith } from './support/environments.ts';
import { PROCESSES, variablesOf } from './support/processes.ts';
import { valueAt, valuesAt } from './support/resources.ts';

type Scale = {
  readonly messageCount: number;
  readonly maxExecutions: number;
  readonly pollingSeconds: number;
  readonly visionRate: string;
};

const SCALE = 'properties.configuration.eventTriggerConfig.scale';
/** Every rate up to what one execution makes and a little more, then some. */
const GRANTED = [
  ...Array.from({ length: 500 }, (_, index) => index + 1),
  ...Array.from({ length: 120 }, (_, index) => 501 + index * 53),
];

withCompiler('the job', () => {
  it.for([
    [20, { messageCount: '10', maxExecutions: 1, pollingInterval: 30, rate: '0.3' }],
    [600, { messageCount: '150', maxExecutions: 2, pollingInterval: 10, rate: '10.0' }],
    [1200, { messageCount: '200', maxExecutions: 3, pollingInterval: 10, rate: '20.0' }],
    [6000, { messageCount: '200', maxExecutions: 15, pollingInterval: 10, rate: '100.0' }],
  ] as const)(
    'follows the queue where %i calls a minute are granted',
    async ([calls, expected]) => {
      const { messageCount, rate, ...scale } = expected;
      const vision = { location: 'westeurope', sku: 'S1', callsPerMinute: calls };
      const job = PROCESSES.job(await stagingWith({ vision }));
      const metadata = valueAt(job, `${SCALE}.rules[].metadata`) as Readonly<
        Record<string, unknown>
      >;

      expect(valueAt(job, SCALE)).toMatchObject({ minExecutions: 0, ...scale });
      expect(metadata).toMatchObject({ queueName: 'images', messageCount });
      // KEDA reads nothing but texts.
      for (const value of Object.values(metadata)) expect(value).toBeTypeOf('string');
      expect(variablesOf(job).VISION_TPS).toBe(rate);
      expect(valuesAt(job, 'properties.configuration.eventTriggerConfig.parallelism')).toEqual([1]);
    },
  );
});

withCompiler('all executions together', async () => {
  const { outputs } = await evaluate('test/support/scales.bicep', { granted: GRANTED });
  const scales = outputs.scales as readonly Scale[];

  it('share what is granted and no more, but at least what VISION_TPS takes', () => {
    const perMinute = scales.map(({ visionRate }) => Math.round(Number(visionRate) * 60));
    const tooMany = GRANTED.filter((granted, index) => (perMinute[index] ?? 0) > granted);

    // 0.1 a second is 6 a minute.
    const unused = GRANTED.map((granted, index) => granted - (perMinute[index] ?? 0));

    expect(tooMany).toEqual([1, 2, 3, 4, 5]);
    expect(Math.max(...unused)).toBeLessThan(6);
    for (const { visionRate } of scales) expect(Number(visionRate)).toBeGreaterThanOrEqual(0.1);
  });

  it('are as many as the rate needs', () => {
    expect(scales.map(({ maxExecutions }) => maxExecutions)).toEqual(
      GRANTED.map((granted) => Math.ceil(granted / 400)),
    );
  });

  it('are asked for in whole numbers that KEDA takes', () => {
    for (const { messageCount, pollingSeconds } of scales) {
      expect(messageCount).toBeGreaterThanOrEqual(1);
      expect(pollingSeconds).toBeGreaterThanOrEqual(5);
    }
  });
});
