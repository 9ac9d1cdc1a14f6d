import { repository } from '../settings.bicep'

@description('Region.')
param location string

@description('Name of the identity.')
param name string

@description('The environment of the workflows on GitHub.')
param environment string

@description('The repository whose workflows deploy; without an owner none may.')
param source repository

@description('What GitHub calls a workflow in that environment: before and since 15 July 2026, when ids joined the names.')
var subjects = empty(source.owner)
  ? []
  : [
      { name: 'github-names', text: 'repo:${source.owner}/${source.name}:environment:${environment}' }
      {
        name: 'github-ids'
        text: 'repo:${source.owner}@${source.ownerId}/${source.name}@${source.id}:environment:${environment}'
      }
    ]

resource deployer 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
}

// Two at once are refused.
@batchSize(1)
resource trust 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = [
  for subject in subjects: {
    parent: deployer
    name: subject.name
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      audiences: ['api://AzureADTokenExchange']
      subject: subject.text
    }
  }
]

@description('By which roles are given to it.')
output principalId string = deployer.properties.principalId

@description('By which a workflow signs in.')
output clientId string = deployer.properties.clientId
