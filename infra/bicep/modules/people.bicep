@description('Name of the action group.')
param name string

@description('Name as it stands in text messages.')
@maxLength(12)
param shortName string

@description('Addresses to write to.')
param mail string[]

@description('Webhook of n8n with its token; empty for none. Readers of the action group can see it.')
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

@description('Resource id of the action group.')
output id string = people.id
