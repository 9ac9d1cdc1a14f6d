@description('Region.')
param location string

@description('Name of the workspace.')
@minLength(4)
@maxLength(63)
param logsName string

@description('Name of Application Insights.')
param insightsName string

@description('Days that logs are kept.')
param keepDays int

resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: logsName
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: keepDays
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
  }
}

@description('Resource id of the workspace.')
output logsId string = logs.id

@description('Names where telemetry goes; opens nothing by itself, since local authentication is off.')
output connectionString string = insights.properties.ConnectionString
