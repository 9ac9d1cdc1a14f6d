@description('Name of the account.')
param accountName string

@description('Days that images of the API are kept.')
param uploadDays int

@description('Days that dropped images are kept; 0 for ever.')
param dropDays int

@description('Days that requests and tombstones are kept.')
param requestDays int

@description('Days that analyses are kept.')
param cacheDays int

@description('Days that undeliverable events are kept.')
param deadletterDays int

@description('Prefixes that one rule takes.')
var prefixesPerRule = 10

@description('The characters of a tenant name, and what ends it.')
var characters = map(range(0, 38), index => substring('abcdefghijklmnopqrstuvwxyz0123456789-/', index, 1))

@description('A filter can only include. So that drop/ stays out, these are all the ways in which a name stops being like it: a…z but d, da…dz but dr, dr/ too, and so on.')
var tenantPrefixes = flatten(map(
  range(0, length('drop/')),
  index =>
    map(
      filter(characters, character => character != substring('drop/', index, 1)),
      character => 'uploads/${substring('drop/', 0, index)}${character}'
    )
))

@description('One rule for each ten of them.')
var uploadRules = [
  for rule in range(0, (length(tenantPrefixes) + prefixesPerRule - 1) / prefixesPerRule): {
    name: 'uploads-${rule}'
    prefixes: take(skip(tenantPrefixes, rule * prefixesPerRule), prefixesPerRule)
    days: uploadDays
  }
]

@description('Tombstones are made after what they are for, so by their age from creation they outlive it.')
var otherRules = [
  { name: 'requests', prefixes: ['requests/'], days: requestDays }
  { name: 'cache', prefixes: ['cache/'], days: cacheDays }
  { name: 'deadletter', prefixes: ['deadletter/'], days: deadletterDays }
]

@description('The people decide about their own namespace.')
var dropRules = dropDays > 0 ? [{ name: 'drop', prefixes: ['uploads/drop/'], days: dropDays }] : []

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: accountName
}

resource policy 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        for rule in concat(uploadRules, otherRules, dropRules): {
          name: rule.name
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: rule.prefixes }
            actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: rule.days } } }
          }
        }
      ]
    }
  }
}
