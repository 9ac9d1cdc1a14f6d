import { identity } from 'identities.bicep'

@description('Region.')
param location string

@description('Name of the job.')
@maxLength(31)
param name string

@description('Resource id of the Container Apps environment.')
param appsId string

@description('What the job is.')
param job identity

@description('What pulls its image and reads the length of the queue.')
param platform identity

@description('Host name of the registry.')
param registry string

@description('Its image; empty until there is one.')
param image string

@description('Name of the Service Bus namespace.')
param serviceBusName string

@description('Name of the queue.')
param queueName string

@description('Images that one execution is meant to drain.')
@minValue(1)
param messageCount int

@description('Executions at a time.')
@minValue(1)
param maxExecutions int

@description('Seconds between two looks at the queue.')
@minValue(5)
param pollingSeconds int

@description('Seconds after which an execution is killed.')
param timeoutSeconds int

@description('The variables of its process (job/src/read-config.ts).')
param variables { *: string }

resource execution 'Microsoft.App/jobs@2026-01-01' = {
  name: name
  location: location
  tags: { 'azd-service-name': 'job' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${job.id}': {}, '${platform.id}': {} } }
  properties: {
    environmentId: appsId
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Event'
      replicaTimeout: timeoutSeconds
      // The queue delivers again: one way of trying again is enough.
      replicaRetryLimit: 0
      registries: [{ server: registry, identity: platform.id }]
      identitySettings: [
        { identity: job.id, lifecycle: 'Main' }
        { identity: platform.id, lifecycle: 'None' }
      ]
      eventTriggerConfig: {
        parallelism: 1
        replicaCompletionCount: 1
        scale: {
          minExecutions: 0
          maxExecutions: maxExecutions
          pollingInterval: pollingSeconds
          rules: [
            {
              name: 'images'
              type: 'azure-servicebus'
              identity: platform.id
              metadata: {
                namespace: serviceBusName
                queueName: queueName
                messageCount: string(messageCount)
              }
            }
          ]
        }
      }
    }
    template: {
      containers: [
        {
          name: 'job'
          image: empty(image) ? 'mcr.microsoft.com/k8se/quickstart-jobs:latest' : image
          // Two decoders at up to 900 MB each, beside what holds the files.
          resources: { cpu: 2, memory: '4Gi' }
          env: map(items(variables), variable => { name: variable.key, value: variable.value })
        }
      ]
    }
  }
}

@description('Resource id of the job.')
output id string = execution.id
