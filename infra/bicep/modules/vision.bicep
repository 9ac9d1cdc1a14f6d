import { captionRegion } from '../settings.bicep'

@description('A region that has captions.')
param location captionRegion

@description('Name of the resource, and of its subdomain, without which it takes no identity.')
@minLength(2)
@maxLength(64)
param name string

@description('F0 or S1.')
param sku string

@description('Workspace for its logs.')
param logsId string

resource vision 'Microsoft.CognitiveServices/accounts@2026-05-01' = {
  name: name
  location: location
  kind: 'ComputerVision'
  sku: { name: sku }
  properties: {
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow' }
  }
}

#disable-next-line use-recent-api-versions // the only GA version has no categoryGroup
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vision
  name: 'logs'
  properties: {
    workspaceId: logsId
    logs: [{ categoryGroup: 'audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Where images are looked at.')
output endpoint string = vision.properties.endpoint
