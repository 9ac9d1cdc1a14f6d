import { identity } from 'identities.bicep'

@description('Region.')
param location string

@description('Name of the job.')
@maxLength(31)
param name string

@description('Resource id of the Container Apps environment.')
param appsId string

@description('What the sweeper is.')
param job identity

@description('What pulls its image.')
param platform identity

@description('Host name of the registry.')
param registry string

@description('The image of the job; empty until there is one.')
param image string

@description('When it runs, as a cron expression in UTC.')
param schedule string

@description('The variables of its process (job/src/read-config.ts).')
param variables { *: string }

resource sweeper 'Microsoft.App/jobs@2026-01-01' = {
  name: name
  location: location
  tags: { 'azd-service-name': 'sweeper' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${job.id}': {}, '${platform.id}': {} } }
  properties: {
    environmentId: appsId
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Schedule'
      // One that is cut does no harm: the next goes on.
      replicaTimeout: 1800
      replicaRetryLimit: 0
      registries: [{ server: registry, identity: platform.id }]
      identitySettings: [
        { identity: job.id, lifecycle: 'Main' }
        { identity: platform.id, lifecycle: 'None' }
      ]
      scheduleTriggerConfig: { cronExpression: schedule, parallelism: 1, replicaCompletionCount: 1 }
    }
    template: {
      containers: [
        {
          name: 'sweeper'
          image: empty(image) ? 'mcr.microsoft.com/k8se/quickstart-jobs:latest' : image
          command: empty(image) ? [] : ['node', '/app/bundle/sweep.js']
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: map(items(variables), variable => { name: variable.key, value: variable.value })
        }
      ]
    }
  }
}

@description('Resource id of the job.')
output id string = sweeper.id
