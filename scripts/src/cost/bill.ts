import type { Environment } from './environment.ts';
import type { Prices } from './prices.ts';
import { type BilledFeature, type Usage, usageOf, type Workload } from './usage.ts';

/** One line of a bill, in the currency of the prices. */
export type Line = { readonly service: string; readonly amount: number };

export type Bill = {
  readonly lines: readonly Line[];
  readonly total: number;
  /** What looks at the images, of the total. */
  readonly vision: number;
  readonly usage: Usage;
};

const NAMES: Readonly<Record<BilledFeature, string>> = {
  caption: 'caption',
  denseCaptions: 'dense captions',
  tags: 'tags',
  objects: 'objects',
  people: 'people',
  read: 'read (text)',
};

/**
 * What a month costs. The free grant of Container Apps goes to the job first.
 * @throws {Error} if the vision resource is the free one and the month has more than it gives.
 */
export function billOf(workload: Workload, environment: Environment, price: Prices): Bill {
  const usage = usageOf(workload, environment, price);
  const vision = visionLines(workload, environment, usage, price);
  const lines = [
    ...vision,
    ...containerLines(usage, price),
    line('Service Bus, base', price('hoursPerMonth') * price('queueBaseHour')),
    line(
      'Service Bus, operations',
      (beyond(usage.queueOperations, price('includedQueueOperations')) / 1e6) *
        price('queuePerMillion'),
    ),
    line(
      'Event Grid',
      (beyond(usage.eventOperations, price('freeEventOperations')) / 1e6) *
        price('eventPerMillion'),
    ),
    line('Storage, requests', storageRequests(usage, price)),
    line('Storage, capacity', usage.storedGigabytes * price('storageGigabyteMonth')),
    line('Key Vault', (usage.vaultReads / 1e4) * price('vaultPerTenThousand')),
    line('Container Registry', (price('hoursPerMonth') / 24) * price('registryDay')),
    line(
      'Log Analytics',
      beyond(usage.logGigabytes, price('freeLogGigabytes')) * price('logGigabyte'),
    ),
    line(
      'Alerts',
      environment.logAlerts * price('logAlertMonth') +
        environment.metricAlerts * price('metricAlertMonth'),
    ),
  ];
  return { lines, total: sum(lines), vision: sum(vision), usage };
}

function visionLines(
  { vision, features }: Workload,
  { visionSku }: Environment,
  { analysed }: Usage,
  price: Prices,
): Line[] {
  if (vision === 'pixels') return [];
  if (vision === 'openai') {
    const perImage =
      price('modelTokensIn') * price('modelInPerMillion') +
      price('modelTokensOut') * price('modelOutPerMillion');
    return [line('Azure OpenAI, tokens', (analysed * perImage) / 1e6)];
  }
  const transactions = analysed * features.length;
  if (visionSku === 'F0' && transactions > price('freeVisionTransactions')) {
    const most = price('freeVisionTransactions');
    throw new Error(
      `F0 gives ${most} transactions a month, and this is ${transactions}: one for each feature of each image`,
    );
  }
  return features.map((feature) => {
    const perThousand = visionSku === 'F0' ? 0 : price(`${feature}PerThousand`);
    return line(`Vision, ${NAMES[feature]}`, (analysed / 1000) * perThousand);
  });
}

function containerLines(usage: Usage, price: Prices): Line[] {
  let [vcpu, gib] = [price('freeVcpuSeconds'), price('freeGibSeconds')];
  const active = (used: Usage['job']) => {
    const [needed, memory] = [used.seconds * used.vcpu, used.seconds * used.gib];
    const amount =
      beyond(needed, vcpu) * price('activeVcpuSecond') +
      beyond(memory, gib) * price('activeGibSecond');
    [vcpu, gib] = [beyond(vcpu, needed), beyond(gib, memory)];
    return amount;
  };
  const { apiIdle: idle } = usage;
  const idleAmount =
    idle.seconds * (idle.vcpu * price('idleVcpuSecond') + idle.gib * price('idleGibSecond'));
  const http =
    (beyond(usage.httpRequests, price('freeHttpRequests')) / 1e6) * price('httpPerMillion');
  return [
    line('Container Apps, job', active(usage.job)),
    line('Container Apps, sweeper', active(usage.sweeper)),
    line('Container Apps, API', active(usage.apiActive) + idleAmount),
    line('Container Apps, requests', http),
  ];
}

function storageRequests({ writes, reads, others, lists }: Usage, price: Prices): number {
  return (
    (writes * price('storageWritesPerTenThousand') +
      reads * price('storageReadsPerTenThousand') +
      others * price('storageOthersPerTenThousand') +
      lists * price('storageListsPerTenThousand')) /
    1e4
  );
}

function line(service: string, amount: number): Line {
  return { service, amount };
}

function sum(lines: readonly Line[]): number {
  return lines.reduce((total, { amount }) => total + amount, 0);
}

function beyond(amount: number, free: number): number {
  return Math.max(0, amount - free);
}
