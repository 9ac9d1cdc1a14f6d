import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../scripts/src/bicep-snapshot.ts';
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, snapshotOf, stagingWith } from './support/environments.ts';
import { EVERYTHING } from './support/people.ts';
import { allOf, valuesAt } from './support/resources.ts';

const APP = 'Microsoft.App/containerApps';
const JOB = 'Microsoft.App/jobs';
const STORAGE = 'Microsoft.Storage/storageAccounts';
const POSTGRES = 'Microsoft.DBforPostgreSQL/flexibleServers';
const COGNITIVE = 'Microsoft.CognitiveServices/accounts';

/** Azure knows these only when it deploys: to the compiler any other text is as good (docs: template reference). */
const LEGAL: readonly (readonly [string, string, readonly unknown[]])[] = [
  [APP, 'identity.type', ['UserAssigned']],
  [APP, 'properties.configuration.activeRevisionsMode', ['Single', 'Multiple']],
  [APP, 'properties.configuration.identitySettings[].lifecycle', ['None', 'Main', 'Init', 'All']],
  [APP, 'properties.configuration.ingress.transport', ['auto', 'http', 'http2', 'tcp']],
  [JOB, 'identity.type', ['UserAssigned']],
  [JOB, 'properties.configuration.triggerType', ['Schedule', 'Event', 'Manual']],
  [JOB, 'properties.configuration.identitySettings[].lifecycle', ['None', 'Main', 'Init', 'All']],
  [JOB, 'properties.configuration.eventTriggerConfig.scale.rules[].type', ['azure-servicebus']],
  [
    'Microsoft.App/managedEnvironments',
    'properties.appLogsConfiguration.destination',
    ['azure-monitor'],
  ],
  [
    'Microsoft.App/managedEnvironments',
    'properties.workloadProfiles[].workloadProfileType',
    ['Consumption'],
  ],
  [STORAGE, 'kind', ['StorageV2']],
  [STORAGE, 'sku.name', ['Standard_LRS', 'Standard_ZRS']],
  [STORAGE, 'properties.accessTier', ['Hot', 'Cool', 'Cold']],
  [STORAGE, 'properties.minimumTlsVersion', ['TLS1_2', 'TLS1_3']],
  [STORAGE, 'properties.sasPolicy.expirationAction', ['Log', 'Block']],
  [STORAGE, 'properties.networkAcls.defaultAction', ['Allow', 'Deny']],
  [`${STORAGE}/blobServices/containers`, 'properties.publicAccess', ['None']],
  [`${STORAGE}/blobServices`, 'properties.cors.corsRules[].allowedMethods[]', ['PUT']],
  [`${STORAGE}/managementPolicies`, 'properties.policy.rules[].type', ['Lifecycle']],
  [
    `${STORAGE}/managementPolicies`,
    'properties.policy.rules[].definition.filters.blobTypes[]',
    ['blockBlob', 'appendBlob'],
  ],
  ['Microsoft.ServiceBus/namespaces', 'sku.name', ['Standard', 'Premium']],
  ['Microsoft.ServiceBus/namespaces', 'sku.tier', ['Standard', 'Premium']],
  ['Microsoft.ServiceBus/namespaces', 'properties.minimumTlsVersion', ['1.2', '1.3']],
  ['Microsoft.EventGrid/systemTopics', 'identity.type', ['SystemAssigned']],
  [
    'Microsoft.EventGrid/systemTopics',
    'properties.topicType',
    ['Microsoft.Storage.StorageAccounts'],
  ],
  ['Microsoft.KeyVault/vaults', 'properties.sku.name', ['standard', 'premium']],
  ['Microsoft.KeyVault/vaults', 'properties.sku.family', ['A']],
  ['Microsoft.ContainerRegistry/registries', 'sku.name', ['Basic', 'Standard', 'Premium']],
  [
    'Microsoft.ContainerRegistry/registries',
    'properties.roleAssignmentMode',
    ['LegacyRegistryPermissions', 'AbacRepositoryPermissions'],
  ],
  [
    'Microsoft.ContainerRegistry/registries',
    'properties.policies.azureADAuthenticationAsArmPolicy.status',
    ['enabled', 'disabled'],
  ],
  [COGNITIVE, 'kind', ['ComputerVision', 'OpenAI']],
  [COGNITIVE, 'sku.name', ['F0', 'S1', 'S0']],
  ['Microsoft.OperationalInsights/workspaces', 'properties.sku.name', ['PerGB2018']],
  ['Microsoft.Insights/components', 'kind', ['web']],
  ['Microsoft.Insights/components', 'properties.Application_Type', ['web', 'other']],
  ['Microsoft.Insights/components', 'properties.IngestionMode', ['LogAnalytics']],
  ['Microsoft.Insights/workbooks', 'kind', ['shared']],
  [
    'Microsoft.Insights/metricAlerts',
    'properties.criteria.allOf[].criterionType',
    ['StaticThresholdCriterion', 'DynamicThresholdCriterion'],
  ],
  [
    'Microsoft.Insights/metricAlerts',
    'properties.criteria.allOf[].operator',
    ['GreaterThan', 'GreaterThanOrEqual', 'LessThan'],
  ],
  [
    'Microsoft.Insights/metricAlerts',
    'properties.criteria.allOf[].timeAggregation',
    ['Average', 'Count', 'Maximum', 'Minimum', 'Total'],
  ],
  ['Microsoft.Insights/scheduledQueryRules', 'kind', ['LogAlert']],
  [
    'Microsoft.Insights/scheduledQueryRules',
    'properties.criteria.allOf[].timeAggregation',
    ['Average', 'Count', 'Maximum', 'Minimum', 'Total'],
  ],
  [
    'Microsoft.Insights/scheduledQueryRules',
    'properties.evaluationFrequency',
    ['PT5M', 'PT10M', 'PT15M', 'PT30M', 'PT1H'],
  ],
  [
    'Microsoft.Insights/scheduledQueryRules',
    'properties.windowSize',
    ['PT5M', 'PT10M', 'PT15M', 'PT30M', 'PT45M', 'PT1H'],
  ],
  [
    'Microsoft.Authorization/roleAssignments',
    'properties.principalType',
    ['ServicePrincipal', 'User'],
  ],
  ['Microsoft.Consumption/budgets', 'properties.timeGrain', ['Monthly', 'Quarterly', 'Annually']],
];

/** What only some environments have. */
const OPTIONAL: typeof LEGAL = [
  [APP, 'properties.template.containers[].probes[].type', ['Liveness', 'Readiness', 'Startup']],
  [
    APP,
    'properties.configuration.ingress.customDomains[].bindingType',
    ['Disabled', 'SniEnabled', 'Auto'],
  ],
  [
    'Microsoft.App/managedEnvironments/managedCertificates',
    'properties.domainControlValidation',
    ['CNAME', 'HTTP', 'TXT'],
  ],
  [POSTGRES, 'sku.tier', ['Burstable', 'GeneralPurpose', 'MemoryOptimized']],
  [POSTGRES, 'properties.version', ['14', '15', '16', '17', '18']],
  [POSTGRES, 'properties.authConfig.passwordAuth', ['Enabled', 'Disabled']],
  [POSTGRES, 'properties.authConfig.activeDirectoryAuth', ['Enabled', 'Disabled']],
  [POSTGRES, 'properties.network.publicNetworkAccess', ['Enabled', 'Disabled']],
  [POSTGRES, 'properties.backup.geoRedundantBackup', ['Enabled', 'Disabled']],
  [`${COGNITIVE}/deployments`, 'sku.name', ['GlobalStandard', 'DataZoneStandard', 'Standard']],
  [
    `${COGNITIVE}/deployments`,
    'properties.versionUpgradeOption',
    ['OnceCurrentVersionExpired', 'OnceNewDefaultVersionAvailable', 'NoAutoUpgrade'],
  ],
];

function illegal(snapshot: Snapshot, type: string, path: string, legal: readonly unknown[]) {
  const values = allOf(snapshot, type).flatMap((resource) => valuesAt(resource, path));
  // A path that leads nowhere would prove nothing.
  if (values.length === 0) return [`nothing at ${path}`];
  return values.filter((value) => !legal.includes(value));
}

describe.for(ENVIRONMENTS)(
  'every text in %s that Azure takes from a list is in the list',
  async (name) => {
    const snapshot = await snapshotOf(name);

    it.for(LEGAL)('%s: %s', ([type, path, legal]) => {
      expect(illegal(snapshot, type, path, legal)).toEqual([]);
    });
  },
);

withCompiler('also with all that is optional', async () => {
  const snapshot = await stagingWith(EVERYTHING, { apiImage: 'cr.example/api:1' });

  it.for([...LEGAL, ...OPTIONAL])('%s: %s', ([type, path, legal]) => {
    expect(illegal(snapshot, type, path, legal)).toEqual([]);
  });
});
