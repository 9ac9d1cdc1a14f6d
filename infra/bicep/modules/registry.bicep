@description('Region.')
param location string

@description('Name of the registry.')
@minLength(5)
@maxLength(50)
param name string

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: name
  location: location
  sku: { name: 'Basic' }
  properties: {
    adminUserEnabled: false
    roleAssignmentMode: 'LegacyRegistryPermissions'
    // An identity pulls with a token that is made for ARM.
    policies: { azureADAuthenticationAsArmPolicy: { status: 'enabled' } }
    publicNetworkAccess: 'Enabled'
  }
}

@description('Its host name.')
output server string = registry.properties.loginServer
