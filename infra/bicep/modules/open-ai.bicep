import { openAiSettings } from '../settings.bicep'

@description('Name of the resource, and of its subdomain, without which it takes no identity.')
@minLength(2)
@maxLength(64)
param name string

@description('Region, model and capacity.')
param settings openAiSettings

resource openAi 'Microsoft.CognitiveServices/accounts@2026-05-01' = {
  name: name
  location: settings.location
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow' }
  }
}

resource model 'Microsoft.CognitiveServices/accounts/deployments@2026-05-01' = {
  parent: openAi
  name: settings.model
  sku: { name: 'GlobalStandard', capacity: settings.capacity }
  properties: {
    model: { format: 'OpenAI', name: settings.model, version: settings.version }
    // Words would change under people's hands.
    versionUpgradeOption: 'OnceCurrentVersionExpired'
  }
}

@description('The part of its address that the client of OpenAI takes.')
output baseUrl string = '${openAi.properties.endpoint}openai/v1'

@description('Name of the deployment.')
output model string = model.name
