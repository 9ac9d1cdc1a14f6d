import { pipelineErrorsWebhookOf } from '../webhooks.bicep'

@description('Name of the action group of all alerts.')
param name string

@description('Name of the action group of what goes wrong with images and events.')
param pipelineErrorsName string

@description('Name as it stands in text messages.')
@maxLength(12)
param shortName string

@description('Addresses to write to.')
param mail string[]

@description('Webhook of the n8n workflow `alerts` with its token; empty for none. Readers of the action group can see it.')
@secure()
param webhook string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  properties: {
    groupShortName: shortName
    enabled: true
    emailReceivers: [
      for (address, index) in mail: { name: 'mail-${index}', emailAddress: address, useCommonAlertSchema: true }
    ]
    webhookReceivers: empty(webhook) ? [] : [{ name: 'n8n', serviceUri: webhook, useCommonAlertSchema: true }]
  }
}

resource errors 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: pipelineErrorsName
  location: 'global'
  properties: {
    groupShortName: shortName
    enabled: true
    webhookReceivers: empty(pipelineErrorsWebhookOf(webhook))
      ? []
      : [{ name: 'n8n', serviceUri: pipelineErrorsWebhookOf(webhook), useCommonAlertSchema: true }]
  }
}

@description('Resource id of the action group of all alerts.')
output id string = people.id

@description('Resource id of the action group of what goes wrong with images and events.')
output pipelineErrorsId string = errors.id
