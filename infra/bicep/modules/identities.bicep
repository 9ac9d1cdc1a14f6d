@description('Region.')
param location string

@description('Name of the identity of the API.')
param apiName string

@description('Name of the identity of the job.')
param jobName string

@description('Name of the identity of the platform.')
param platformName string

resource api 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: apiName
  location: location
}

resource job 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: jobName
  location: location
}

resource platform 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: platformName
  location: location
}

@description('How an identity is named.')
@export()
type identity = {
  @description('Resource id.')
  id: string
  @description('By which a process asks for its tokens.')
  clientId: string
  @description('By which roles are given to it.')
  principalId: string
}

@description('What the API is.')
output api identity = {
  id: api.id
  clientId: api.properties.clientId
  principalId: api.properties.principalId
}

@description('What the job and the sweeper are.')
output job identity = {
  id: job.id
  clientId: job.properties.clientId
  principalId: job.properties.principalId
}

@description('What pulls images and reads the length of the queue.')
output platform identity = {
  id: platform.id
  clientId: platform.properties.clientId
  principalId: platform.properties.principalId
}
