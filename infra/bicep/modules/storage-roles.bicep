import { forIdentity, forUser, grant } from '../grant.bicep'
import { roles } from '../role-ids.bicep'

@description('Name of the storage account.')
param accountName string

@description('Object id of what the API is.')
param apiPrincipalId string

@description('Object id of what the job and the sweeper are.')
param jobPrincipalId string

@description('Object ids of service principals that may drop images.')
param droppers string[]

@description('Object ids of users who look after it.')
param operators string[]

@description('A grant on one container.')
type containerGrant = {
  @description('Name of the container.')
  container: string
  @description('Who gets what.')
  grant: grant
}

@description('The containers that the API writes, reads and deletes in: a deletion takes the analysis along.')
var apiContainers = ['uploads', 'requests', 'prompts', 'cache']

@description('The containers that the job does the same in: it takes back what was deleted while in work.')
var jobContainers = ['uploads', 'requests', 'prompts', 'cache']

@description('Whoever redrives a dead event removes it, and the record that it ended with.')
var operatorContainers = ['prompts', 'deadletter']

@description('Who may do what in which container.')
var containerGrants containerGrant[] = concat(
  map(apiContainers, name => {
    container: name
    grant: forIdentity('api', apiPrincipalId, roles.blobContributor, 'The API keeps images and what was asked for.')
  }),
  map(jobContainers, name => {
    container: name
    grant: forIdentity('job', jobPrincipalId, roles.blobContributor, 'The job reads images and writes prompts.')
  }),
  flatten(map(
    operators,
    person =>
      map(operatorContainers, name => {
        container: name
        grant: forUser(person, roles.blobContributor, 'Operators look after dead letters.')
      })
  ))
)

@description('Writing below drop/ only; whoever reads or lists needs another role.')
var dropCondition = '''
((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'}) AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'}) AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'}) AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete'}) AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/move/action'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'drop/*'))
'''

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: accountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource uploads 'containers' existing = {
      name: 'uploads'
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' existing = [
  for item in containerGrants: {
    parent: account::blobs
    name: item.container
  }
]

resource onContainers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, index) in containerGrants: {
    scope: containers[index]
    name: guid(containers[index].id, item.grant.key, item.grant.role)
    properties: {
      description: item.grant.why
      principalId: item.grant.principalId
      principalType: item.grant.kind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', item.grant.role)
    }
  }
]

resource maySign 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, 'api', roles.blobDelegator)
  properties: {
    description: 'The API signs upload URLs.'
    principalId: apiPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDelegator)
  }
}

resource mayDrop 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for dropper in droppers: {
    scope: account::blobs::uploads
    name: guid(account::blobs::uploads.id, dropper, roles.blobContributor)
    properties: {
      description: 'May drop images below drop/.'
      principalId: dropper
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
      condition: trim(dropCondition)
      conditionVersion: '2.0'
    }
  }
]
