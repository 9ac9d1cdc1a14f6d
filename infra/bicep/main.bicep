targetScope = 'subscription'

import { groupNameOf, namesOf, stemOf } from 'names.bicep'
import { settings } from 'settings.bicep'

@description('All that may differ between environments.')
param deployment settings

@description('Image of the API; empty until there is one.')
param apiImage string = ''

@description('Image of the job; empty until there is one.')
param jobImage string = ''

@description('Webhook of n8n with its token; empty for none.')
@secure()
param n8nWebhook string = ''

@description('Name of the environment for azd, which finds the resource group by it.')
param azdEnvironment string = ''

@description('Names of the resources.')
var names = namesOf(deployment.prefix, deployment.environment, subscription().subscriptionId)

@description('What stands for the environment in names.')
var stem = stemOf(deployment.prefix, deployment.environment)

@description('By which azd finds what is its own.')
var tags = empty(azdEnvironment) ? {} : { 'azd-env-name': azdEnvironment }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: groupNameOf(deployment.prefix, deployment.environment)
  location: deployment.location
  tags: tags
}

// The workflows may do everything in the other group, but not change what they are themselves.
resource deployerGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: '${groupNameOf(deployment.prefix, deployment.environment)}-deploy'
  location: deployment.location
}

module workload 'workload.bicep' = {
  scope: group
  params: {
    deployment: deployment
    apiImage: apiImage
    jobImage: jobImage
    n8nWebhook: n8nWebhook
  }
}

module deployer 'modules/deployer.bicep' = {
  scope: deployerGroup
  params: {
    location: deployment.location
    name: 'id-deploy-${stem}'
    environment: deployment.environment
    source: deployment.repository
  }
}

module deployerRoles 'modules/deployer-roles.bicep' = {
  scope: group
  dependsOn: [workload]
  params: {
    principalId: deployer.outputs.principalId
    registryName: names.registry
    vaultName: names.vault
    promoters: deployment.promoters
  }
}

module budget 'modules/budget.bicep' = {
  params: {
    name: 'budget-${stem}'
    group: group.name
    amount: deployment.budget
    startDate: deployment.budgetStart
    mail: deployment.mail
  }
}

@description('Resource group of the environment.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Where the API is.')
output API_URL string = workload.outputs.API_URL

@description('Host name of the registry, where azd pushes to.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = workload.outputs.AZURE_CONTAINER_REGISTRY_ENDPOINT

@description('Name of the registry.')
output REGISTRY_NAME string = names.registry

@description('Name of the vault.')
output KEY_VAULT_NAME string = names.vault

@description('Where the vault is.')
output KEY_VAULT_URL string = workload.outputs.KEY_VAULT_URL

@description('Blob endpoint.')
output STORAGE_ENDPOINT string = workload.outputs.STORAGE_ENDPOINT

@description('Service Bus namespace.')
output SERVICEBUS_NAMESPACE string = names.serviceBus

@description('Domain below which the apps have their names, for the CNAME of one of your own.')
output APPS_DOMAIN string = workload.outputs.APPS_DOMAIN

@description('What the TXT record asuid.<domain> must hold.')
output DOMAIN_VERIFICATION string = workload.outputs.DOMAIN_VERIFICATION

@description('Object id of the identity of the workflows of this environment: BLOBSCRIBE_PROMOTER of the one before it.')
output DEPLOYER_PRINCIPAL_ID string = deployer.outputs.principalId

@description('Client id by which the workflows of this environment sign in.')
output DEPLOYER_CLIENT_ID string = deployer.outputs.clientId
