import { grantable, roles } from '../role-ids.bicep'

@description('Object id of the identity that deploys.')
param principalId string

@description('Name of the registry.')
param registryName string

@description('Name of the vault.')
param vaultName string

@description('Object ids of identities that take images on from here.')
param promoters string[]

@description('The roles that it may give, as a condition writes them.')
var list = join(grantable, ', ')

@description('It may give and take the roles that the workload needs, no others.')
var condition = '((!(ActionMatches{\'Microsoft.Authorization/roleAssignments/write\'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${list}})) AND ((!(ActionMatches{\'Microsoft.Authorization/roleAssignments/delete\'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${list}}))'

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: registryName
}

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: vaultName
}

resource mayDeploy 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, 'deployer', roles.contributor)
  properties: {
    description: 'Workflows deploy the workload.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.contributor)
  }
}

resource mayGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, 'deployer', roles.accessAdministrator)
  properties: {
    description: 'Workflows give the workload its roles.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.accessAdministrator)
    condition: condition
    conditionVersion: '2.0'
  }
}

resource mayPush 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, 'deployer', roles.registryPush)
  properties: {
    description: 'Workflows push images.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.registryPush)
  }
}

resource mayTakeOn 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for promoter in promoters: {
    scope: registry
    name: guid(registry.id, promoter, roles.registryPull)
    properties: {
      description: 'Workflows of the next environment take images on.'
      principalId: promoter
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.registryPull)
    }
  }
]

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, 'deployer', roles.secretsUser)
  properties: {
    description: 'Workflows read the key of the smoke test and the token of n8n.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsUser)
  }
}
