@description('Region.')
param location string

@description('Name of the namespace.')
@minLength(6)
@maxLength(50)
param name string

@description('Name of the queue.')
param queueName string

@description('Seconds that a message is locked for, with each renewal.')
@minValue(5)
@maxValue(300)
param lockSeconds int

@description('Workspace for its logs.')
param logsId string

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  // Basic has no duplicate detection; a message is one credit of the 1,000 a second that Standard grants.
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: namespace
  name: queueName
  properties: {
    lockDuration: 'PT${lockSeconds}S'
    // job/src/main.ts ends an image at the last of these.
    maxDeliveryCount: 10
    requiresDuplicateDetection: true
    // Event Grid tries for a day.
    duplicateDetectionHistoryTimeWindow: 'P1D'
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
    requiresSession: false
    maxSizeInMegabytes: 5120
  }
}

#disable-next-line use-recent-api-versions // the only GA version has no categoryGroup
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'logs'
  properties: {
    workspaceId: logsId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ category: 'OperationalLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the namespace.')
output id string = namespace.id
