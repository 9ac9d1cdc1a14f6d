@description('Region.')
param location string

@description('Name of the Container Apps environment.')
param appsName string

@description('The domain, which the API must already have.')
param domain string

resource apps 'Microsoft.App/managedEnvironments@2026-01-01' existing = {
  name: appsName
}

resource certificate 'Microsoft.App/managedEnvironments/managedCertificates@2026-01-01' = {
  parent: apps
  name: 'api'
  location: location
  properties: { subjectName: domain, domainControlValidation: 'CNAME' }
}
