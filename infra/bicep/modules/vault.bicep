@description('Region.')
param location string

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('Keeps a deleted vault for 90 days, whoever asks.')
param purgeProtection bool

@description('Whether a deployment may hand its secrets on.')
param isReadByDeployments bool

@description('Workspace for its logs.')
param logsId string

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enabledForTemplateDeployment: isReadByDeployments
    enableSoftDelete: true
    softDeleteRetentionInDays: purgeProtection ? 90 : 7
    // It can be switched on only: the service refuses `false`.
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
  }
}

#disable-next-line use-recent-api-versions // the only GA version has no categoryGroup
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'logs'
  properties: {
    workspaceId: logsId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

@description('Where its secrets are read.')
output url string = vault.properties.vaultUri
