import { readFile } from 'node:fs/promises';
import * as z from 'zod';

export const ENVIRONMENTS = ['production', 'staging'] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

export type Size = { readonly vcpu: number; readonly gib: number };

/** What an environment has that costs something. */
export type Environment = {
  readonly name: EnvironmentName;
  readonly api: Size & { readonly minReplicas: number };
  readonly job: Size & { readonly pollingSeconds: number; readonly lingerSeconds: number };
  /** Every so many minutes, and killed after so many seconds. */
  readonly sweeper: Size & { readonly minutes: number; readonly timeoutSeconds: number };
  readonly visionSku: 'F0' | 'S1';
  /** Days until a blob is gone, soft deletion with it. */
  readonly keepDays: {
    readonly uploads: number;
    readonly requests: number;
    readonly cache: number;
  };
  readonly logAlerts: number;
  readonly metricAlerts: number;
};

const snapshotSchema = z.object({
  predictedResources: z.array(z.looseObject({ type: z.string(), name: z.string() })),
});

const containersSchema = z.array(
  z.object({
    name: z.string(),
    resources: z.object({ cpu: z.number(), memory: z.string().regex(/^[\d.]+Gi$/) }),
    env: z.array(z.object({ name: z.string(), value: z.string().optional() })),
  }),
);

const appSchema = z.object({
  properties: z.object({
    template: z.object({
      containers: containersSchema,
      scale: z.object({ minReplicas: z.number() }).optional(),
    }),
    configuration: z.object({
      replicaTimeout: z.number().optional(),
      scheduleTriggerConfig: z
        .object({ cronExpression: z.string().regex(/^\*\/\d+ \* \* \* \*$/) })
        .optional(),
      eventTriggerConfig: z.object({ scale: z.object({ pollingInterval: z.number() }) }).optional(),
    }),
  }),
});

const ruleSchema = z.object({
  definition: z.object({
    filters: z.object({ prefixMatch: z.array(z.string()) }),
    actions: z.object({
      baseBlob: z.object({ delete: z.object({ daysAfterCreationGreaterThan: z.number() }) }),
    }),
  }),
});

/**
 * Reads what infra/bicep deploys, from the snapshot that `npm run infra:snapshot` keeps.
 * @throws {Error} if the snapshot is not as it is known here.
 */
export async function readEnvironment(name: EnvironmentName): Promise<Environment> {
  const file = new URL(`../../../infra/bicep/${name}.snapshot.json`, import.meta.url);
  const { predictedResources } = snapshotSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const ofType = (type: string) =>
    predictedResources.filter((resource) => resource.type === `Microsoft.${type}`);
  const apps = [...ofType('App/containerApps'), ...ofType('App/jobs')].map((resource) =>
    appSchema.parse(resource),
  );
  const containers = apps.flatMap(({ properties: { template, configuration } }) =>
    template.containers.map((container) => ({ ...container, template, configuration })),
  );
  const container = (wanted: string) => only(wanted, containers, ({ name: own }) => own === wanted);
  const [api, job, sweeper] = [container('api'), container('job'), container('sweeper')];

  const vision = only(
    'vision',
    ofType('CognitiveServices/accounts'),
    ({ kind }) => kind === 'ComputerVision',
  );
  const policy = only('policy', ofType('Storage/storageAccounts/managementPolicies'));
  const blobs = only('blob service', ofType('Storage/storageAccounts/blobServices'));
  const { rules } = z
    .object({ rules: z.array(ruleSchema) })
    .parse(member(policy, 'properties', 'policy'));
  const softDays = z.number().parse(member(blobs, 'properties', 'deleteRetentionPolicy', 'days'));
  const daysOf = (prefix: string) => {
    const { definition } = only(prefix, rules, (rule) =>
      rule.definition.filters.prefixMatch.includes(prefix),
    );
    return definition.actions.baseBlob.delete.daysAfterCreationGreaterThan + softDays;
  };
  const linger = job.env.find((variable) => variable.name === 'LINGER_SECONDS')?.value;
  const cron = sweeper.configuration.scheduleTriggerConfig?.cronExpression;
  return {
    name,
    api: { ...sizeOf(api), minReplicas: z.number().parse(api.template.scale?.minReplicas) },
    job: {
      ...sizeOf(job),
      pollingSeconds: z.number().parse(job.configuration.eventTriggerConfig?.scale.pollingInterval),
      lingerSeconds: z.coerce.number().parse(linger),
    },
    sweeper: {
      ...sizeOf(sweeper),
      minutes: z.coerce.number().parse(cron?.match(/\d+/)?.[0]),
      timeoutSeconds: z.number().parse(sweeper.configuration.replicaTimeout),
    },
    visionSku: z.enum(['F0', 'S1']).parse(member(vision, 'sku', 'name')),
    keepDays: {
      // One of the many rules that together leave drop/ out.
      uploads: daysOf('uploads/a'),
      requests: daysOf('requests/'),
      cache: daysOf('cache/'),
    },
    logAlerts: ofType('Insights/scheduledQueryRules').length,
    metricAlerts: ofType('Insights/metricAlerts').length,
  };
}

function sizeOf({ resources }: z.infer<typeof containersSchema>[number]): Size {
  return { vcpu: resources.cpu, gib: Number.parseFloat(resources.memory) };
}

function only<Item>(
  name: string,
  items: readonly Item[],
  test: (item: Item) => boolean = () => true,
): Item {
  const [found, ...others] = items.filter(test);
  if (found === undefined || others.length > 0) throw new Error(`not one ${name} in the snapshot`);
  return found;
}

function member(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => z.looseObject({}).parse(inner)[name], value);
}
