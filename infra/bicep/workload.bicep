import { namesOf, stemOf } from 'names.bicep'
import { roles } from 'role-ids.bicep'
import { scaleFor } from 'scale.bicep'
import { settings } from 'settings.bicep'

@description('All that may differ between environments.')
param deployment settings

@description('Image of the API; empty until there is one.')
param apiImage string = ''

@description('Image of the job; empty until there is one.')
param jobImage string = ''

@description('Webhook of n8n with its token; empty for none.')
@secure()
param n8nWebhook string = ''

@description('Names of the resources.')
var names = namesOf(deployment.prefix, deployment.environment, subscription().subscriptionId)

@description('What stands for the environment in names.')
var stem = stemOf(deployment.prefix, deployment.environment)

@description('How executions follow the queue.')
var scale = scaleFor(deployment.vision.callsPerMinute)

@description('Name of the queue.')
var queueName = 'images'

@description('Seconds of a lock. job/src/deadlines.ts proves that an image in work ends within what renewals add up to.')
var lockSeconds = 60

@description('Seconds after which an execution is killed.')
var timeoutSeconds = 1800

@description('Largest image, in bytes.')
var maxImageBytes = 67108864

@description('The page that the API serves uploads from, and those of others that may.')
var origins = concat(
  ['https://${names.api}.${apps.outputs.domain}'],
  empty(deployment.domain) ? [] : ['https://${deployment.domain}'],
  deployment.origins
)

@description('What job and sweeper need to be who they are and to find storage, queue and telemetry.')
var jobPlaces = {
  AZURE_CLIENT_ID: identities.outputs.job.clientId
  STORAGE_ENDPOINT: storage.outputs.endpoint
  SERVICEBUS_NAMESPACE: names.serviceBus
  QUEUE_NAME: queueName
  APPLICATIONINSIGHTS_CONNECTION_STRING: observability.outputs.connectionString
}

@description('What looks at the images.')
var vision = deployment.?openAi == null
  ? { VISION_PROVIDER: 'azure-vision', VISION_ENDPOINT: analysis.outputs.endpoint }
  : { VISION_PROVIDER: 'openai', OPENAI_BASE_URL: openAi!.outputs.baseUrl, OPENAI_MODEL: openAi!.outputs.model }

module identities 'modules/identities.bicep' = {
  params: {
    location: deployment.location
    apiName: names.apiIdentity
    jobName: names.jobIdentity
    platformName: names.platformIdentity
  }
}

module observability 'modules/observability.bicep' = {
  params: {
    location: deployment.location
    logsName: names.logs
    insightsName: names.insights
    keepDays: deployment.keepDays.logs
  }
}

module apps 'modules/apps.bicep' = {
  params: {
    location: deployment.location
    name: names.apps
    logsId: observability.outputs.logsId
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    location: deployment.location
    name: names.storage
    origins: origins
    softDeleteDays: deployment.keepDays.softDelete
    logsId: observability.outputs.logsId
  }
}

module lifecycle 'modules/lifecycle.bicep' = {
  dependsOn: [storage]
  params: {
    accountName: names.storage
    uploadDays: deployment.keepDays.uploads
    dropDays: deployment.keepDays.drop
    requestDays: deployment.keepDays.requests
    cacheDays: deployment.keepDays.cache
    deadletterDays: deployment.keepDays.deadletter
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  params: {
    location: deployment.location
    name: names.serviceBus
    queueName: queueName
    lockSeconds: lockSeconds
    logsId: observability.outputs.logsId
  }
}

module eventGrid 'modules/event-grid.bicep' = {
  dependsOn: [storage, serviceBus]
  params: {
    location: deployment.location
    name: names.topic
    storageName: names.storage
    serviceBusName: names.serviceBus
    queueName: queueName
    logsId: observability.outputs.logsId
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    location: deployment.location
    name: names.vault
    purgeProtection: deployment.purgeProtection
    isReadByDeployments: deployment.?n8n != null
    logsId: observability.outputs.logsId
  }
}

module registry 'modules/registry.bicep' = {
  params: { location: deployment.location, name: names.registry }
}

module analysis 'modules/vision.bicep' = {
  params: {
    location: deployment.vision.location
    name: names.vision
    sku: deployment.vision.sku
    logsId: observability.outputs.logsId
  }
}

module openAi 'modules/open-ai.bicep' = if (deployment.?openAi != null) {
  params: { name: names.openAi, settings: deployment.openAi! }
}

module storageRoles 'modules/storage-roles.bicep' = {
  dependsOn: [storage]
  params: {
    accountName: names.storage
    apiPrincipalId: identities.outputs.api.principalId
    jobPrincipalId: identities.outputs.job.principalId
    droppers: deployment.droppers
    operators: deployment.operators
  }
}

module serviceRoles 'modules/service-roles.bicep' = {
  dependsOn: [vault, registry, serviceBus]
  params: {
    apiPrincipalId: identities.outputs.api.principalId
    jobPrincipalId: identities.outputs.job.principalId
    platformPrincipalId: identities.outputs.platform.principalId
    operators: deployment.operators
    serviceBusName: names.serviceBus
    queueName: queueName
    vaultName: names.vault
    registryName: names.registry
    insightsName: names.insights
    scalerRole: roles.serviceBusOwner
  }
}

module analysisRole 'modules/analysis-role.bicep' = {
  dependsOn: [analysis]
  params: {
    accountName: names.vision
    jobPrincipalId: identities.outputs.job.principalId
    role: roles.cognitiveServicesUser
  }
}

module openAiRole 'modules/analysis-role.bicep' = if (deployment.?openAi != null) {
  dependsOn: [openAi]
  params: {
    accountName: names.openAi
    jobPrincipalId: identities.outputs.job.principalId
    role: roles.openAiUser
  }
}

module api 'modules/api.bicep' = {
  dependsOn: [storageRoles, serviceRoles]
  params: {
    location: deployment.location
    name: names.api
    appsId: apps.outputs.id
    appsName: names.apps
    api: identities.outputs.api
    platform: identities.outputs.platform
    registry: registry.outputs.server
    image: apiImage
    minReplicas: deployment.minReplicas
    maxReplicas: deployment.maxReplicas
    domain: deployment.domain
    domainIsBound: deployment.domainIsBound
    variables: {
      AUTH: 'api-key'
      AZURE_CLIENT_ID: identities.outputs.api.clientId
      KEY_VAULT_URL: vault.outputs.url
      STORAGE_ENDPOINT: storage.outputs.endpoint
      ALLOWED_ORIGINS: join(deployment.origins, ',')
      MAX_IMAGE_BYTES: string(maxImageBytes)
      APPLICATIONINSIGHTS_CONNECTION_STRING: observability.outputs.connectionString
    }
  }
}

module domain 'modules/domain.bicep' = if (!empty(deployment.domain)) {
  dependsOn: [api]
  params: { location: deployment.location, appsName: names.apps, domain: deployment.domain }
}

module job 'modules/job.bicep' = {
  dependsOn: [storageRoles, serviceRoles, analysisRole, openAiRole]
  params: {
    location: deployment.location
    name: names.job
    appsId: apps.outputs.id
    job: identities.outputs.job
    platform: identities.outputs.platform
    registry: registry.outputs.server
    image: jobImage
    serviceBusName: names.serviceBus
    queueName: queueName
    messageCount: scale.messageCount
    maxExecutions: scale.maxExecutions
    pollingSeconds: scale.pollingSeconds
    timeoutSeconds: timeoutSeconds
    variables: union(jobPlaces, vision, {
      VISION_TPS: scale.visionRate
      CONCURRENCY: '16'
      LINGER_SECONDS: '30'
      LOCK_SECONDS: string(lockSeconds)
      RUN_SECONDS: string(timeoutSeconds - lockSeconds - 60)
      MAX_IMAGE_BYTES: string(maxImageBytes)
    })
  }
}

module sweeper 'modules/sweeper.bicep' = {
  dependsOn: [storageRoles, serviceRoles]
  params: {
    location: deployment.location
    name: names.sweeper
    appsId: apps.outputs.id
    job: identities.outputs.job
    platform: identities.outputs.platform
    registry: registry.outputs.server
    image: jobImage
    schedule: '*/15 * * * *'
    variables: union(jobPlaces, { SWEEP_AFTER_MINUTES: '15' })
  }
}

// The password is in the vault before this is switched on: scripts/secrets.sh puts it there.
resource secrets 'Microsoft.KeyVault/vaults@2026-02-01' existing = if (deployment.?n8n != null) {
  name: names.vault
}

module n8n 'modules/n8n.bicep' = if (deployment.?n8n != null) {
  dependsOn: [vault]
  params: {
    location: deployment.location
    name: names.n8n
    identityName: names.n8nIdentity
    databaseName: names.n8nDatabase
    vaultName: names.vault
    appsId: apps.outputs.id
    domain: apps.outputs.domain
    image: deployment.n8n!.image
    password: secrets!.getSecret('n8n-database-password')
  }
}

module people 'modules/people.bicep' = {
  params: {
    name: names.people
    pipelineErrorsName: names.pipelineErrors
    shortName: take(deployment.prefix, 12)
    mail: deployment.mail
    webhook: n8nWebhook
  }
}

module logAlerts 'modules/log-alerts.bicep' = {
  params: {
    location: deployment.location
    stem: stem
    logsId: observability.outputs.logsId
    peopleId: people.outputs.id
    pipelineErrorsId: people.outputs.pipelineErrorsId
  }
}

module metricAlerts 'modules/metric-alerts.bicep' = {
  params: {
    stem: stem
    serviceBusId: serviceBus.outputs.id
    topicId: eventGrid.outputs.id
    jobIds: [job.outputs.id, sweeper.outputs.id]
    peopleId: people.outputs.id
    pipelineErrorsId: people.outputs.pipelineErrorsId
  }
}

module workbook 'modules/workbook.bicep' = {
  params: { location: deployment.location, title: stem, logsId: observability.outputs.logsId }
}

@description('Where the API is.')
output API_URL string = api.outputs.url

@description('Host name of the registry, where azd pushes to.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.server

@description('Where the vault is.')
output KEY_VAULT_URL string = vault.outputs.url

@description('Blob endpoint.')
output STORAGE_ENDPOINT string = storage.outputs.endpoint

@description('Domain below which the apps have their names.')
output APPS_DOMAIN string = apps.outputs.domain

@description('What the TXT record asuid.<domain> must hold.')
output DOMAIN_VERIFICATION string = apps.outputs.verification
