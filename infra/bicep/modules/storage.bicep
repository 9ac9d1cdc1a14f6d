@description('Region.')
param location string

@description('Name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('Origins whose pages may upload.')
param origins string[]

@description('Days that what was deleted can be brought back.')
param softDeleteDays int

@description('Workspace for its logs.')
param logsId string

@description('The containers, as core/src/blob-names.ts names them.')
var containerNames = ['uploads', 'requests', 'prompts', 'cache', 'deadletter']

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    isHnsEnabled: false
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Upload URLs live for 15 minutes; a longer one has another maker and shows in the log.
    sasPolicy: { sasExpirationPeriod: '0.01:00:00', expirationAction: 'Log' }
    // Clients put their images here themselves, wherever they are: identities and signatures guard it.
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    cors: {
      corsRules: [
        {
          allowedOrigins: origins
          allowedMethods: ['PUT']
          allowedHeaders: ['content-type', 'x-ms-*']
          exposedHeaders: ['etag', 'x-ms-request-id']
          maxAgeInSeconds: 3600
        }
      ]
    }
    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    // A version would outlive the deletion that somebody asked for.
    isVersioningEnabled: false
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = [
  for container in containerNames: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

#disable-next-line use-recent-api-versions // the only GA version has no categoryGroup
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'logs'
  properties: {
    workspaceId: logsId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

@description('Resource id of the account.')
output id string = account.id

@description('The blob endpoint.')
output endpoint string = account.properties.primaryEndpoints.blob
