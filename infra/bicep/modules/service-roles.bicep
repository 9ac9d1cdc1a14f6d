import { forIdentity, forUser, grant } from '../grant.bicep'
import { roles } from '../role-ids.bicep'

@description('Object id of what the API is.')
param apiPrincipalId string

@description('Object id of what the job and the sweeper are.')
param jobPrincipalId string

@description('Object id of what pulls images and reads the length of the queue.')
param platformPrincipalId string

@description('Object ids of users who look after it.')
param operators string[]

@description('Name of the Service Bus namespace.')
param serviceBusName string

@description('Name of the queue.')
param queueName string

@description('Name of the vault.')
param vaultName string

@description('Name of the registry.')
param registryName string

@description('Name of Application Insights.')
param insightsName string

@description('The role by which the scaler reads the length of the queue; no source says which is the least.')
param scalerRole string

@description('Job and sweeper also send: what cannot be done now comes back later as a scheduled copy.')
var queueGrants grant[] = concat(
  [
    forIdentity('job', jobPrincipalId, roles.serviceBusReceiver, 'The job takes images from the queue.')
    forIdentity('job', jobPrincipalId, roles.serviceBusSender, 'Job and sweeper queue images again.')
    forIdentity('platform', platformPrincipalId, scalerRole, 'The scaler reads the length of the queue.')
  ],
  map(operators, person => forUser(person, roles.serviceBusOwner, 'Operators look after dead letters.'))
)

@description('Who may read secrets, and who may set them.')
var vaultGrants grant[] = concat(
  [forIdentity('api', apiPrincipalId, roles.secretsUser, 'The API knows its callers by their hashes.')],
  map(operators, person => forUser(person, roles.secretsOfficer, 'Operators give out keys.'))
)

@description('Who may send telemetry.')
var insightsGrants grant[] = [
  forIdentity('api', apiPrincipalId, roles.metricsPublisher, 'The API sends telemetry.')
  forIdentity('job', jobPrincipalId, roles.metricsPublisher, 'Job and sweeper send telemetry.')
]

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: serviceBusName
  resource queue 'queues' existing = { name: queueName }
}

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = { name: vaultName }

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: registryName
}

resource onQueue 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in queueGrants: {
    scope: namespace::queue
    name: guid(namespace::queue.id, item.key, item.role)
    properties: {
      description: item.why
      principalId: item.principalId
      principalType: item.kind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', item.role)
    }
  }
]

resource onVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in vaultGrants: {
    scope: vault
    name: guid(vault.id, item.key, item.role)
    properties: {
      description: item.why
      principalId: item.principalId
      principalType: item.kind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', item.role)
    }
  }
]

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in insightsGrants: {
    scope: insights
    name: guid(insights.id, item.key, item.role)
    properties: {
      description: item.why
      principalId: item.principalId
      principalType: item.kind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', item.role)
    }
  }
]

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, 'platform', roles.registryPull)
  properties: {
    description: 'The platform pulls images.'
    principalId: platformPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.registryPull)
  }
}
