import { roles } from '../role-ids.bicep'

@description('Region; that of the storage account.')
param location string

@description('Name of the system topic.')
@minLength(3)
@maxLength(50)
param name string

@description('Name of the storage account.')
param storageName string

@description('Name of the Service Bus namespace.')
param serviceBusName string

@description('Name of the queue.')
param queueName string

@description('Workspace for its logs.')
param logsId string

@description('What is told of; the stand-in on a laptop reads the same file.')
var filter = loadJsonContent('../../../core/src/event-filter.json')

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: storageName
  resource blobs 'blobServices' existing = {
    name: 'default'
    resource deadletter 'containers' existing = { name: 'deadletter' }
  }
}

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: serviceBusName
  resource queue 'queues' existing = { name: queueName }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource mayTell 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: namespace::queue
  name: guid(namespace::queue.id, topic.id, roles.serviceBusSender)
  properties: {
    description: 'Event Grid tells the queue of images.'
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusSender)
  }
}

resource mayKeep 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::deadletter
  name: guid(account::blobs::deadletter.id, topic.id, roles.blobContributor)
  properties: {
    description: 'Event Grid keeps what it could not deliver.'
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
  }
}

resource images 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'images'
  // Without its roles it is refused, or drops what it cannot deliver.
  dependsOn: [mayTell, mayKeep]
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'ServiceBusQueue'
        properties: { resourceId: namespace::queue.id }
      }
    }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: account.id, blobContainerName: account::blobs::deadletter.name }
      }
    }
    filter: {
      includedEventTypes: filter.eventTypes
      subjectBeginsWith: filter.subjectBeginsWith
      isSubjectCaseSensitive: true
      advancedFilters: [{ operatorType: 'StringIn', key: 'data.api', values: filter.apis }]
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}

#disable-next-line use-recent-api-versions // the only GA version has no categoryGroup
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: topic
  name: 'logs'
  properties: {
    workspaceId: logsId
    logs: [{ category: 'DeliveryFailures', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the topic.')
output id string = topic.id
