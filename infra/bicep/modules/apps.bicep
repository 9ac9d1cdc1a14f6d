@description('Region.')
param location string

@description('Name of the environment.')
@minLength(2)
@maxLength(60)
param name string

@description('Workspace for what its containers print.')
param logsId string

resource apps 'Microsoft.App/managedEnvironments@2026-01-01' = {
  name: name
  location: location
  properties: {
    // By diagnostic setting, which needs no key.
    appLogsConfiguration: { destination: 'azure-monitor' }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    peerTrafficConfiguration: { encryption: { enabled: true } }
    zoneRedundant: false
  }
}

#disable-next-line use-recent-api-versions // the only GA version has no categoryGroup
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: apps
  name: 'logs'
  properties: {
    workspaceId: logsId
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

@description('Resource id of the environment.')
output id string = apps.id

@description('The domain below which its apps have their names.')
output domain string = apps.properties.defaultDomain

@description('What proves to the platform that a domain of your own is yours (a TXT record at asuid.<domain>).')
output verification string = apps.properties.customDomainConfiguration.customDomainVerificationId
