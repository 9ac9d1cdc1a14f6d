@description('Name of the resource that looks at images.')
param accountName string

@description('Object id of what the job is.')
param jobPrincipalId string

@description('Id of the role that lets it look.')
param role string

resource account 'Microsoft.CognitiveServices/accounts@2026-05-01' existing = {
  name: accountName
}

resource mayLook 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, 'job', role)
  properties: {
    description: 'The job has images looked at.'
    principalId: jobPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}
