targetScope = 'subscription'

@description('Name of the budget.')
param name string

@description('Resource group that is watched.')
param group string

@description('Amount of a month, in the currency of the subscription.')
param amount int

@description('First day of the first month; an existing budget takes no other.')
param startDate string

@description('Addresses to write to.')
param mail string[]

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    filter: { dimensions: { name: 'ResourceGroupName', operator: 'In', values: [group] } }
    notifications: {
      half: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 50
        thresholdType: 'Actual'
        contactEmails: mail
        contactRoles: ['Owner']
      }
      expected: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: mail
        contactRoles: ['Owner']
      }
    }
  }
}
