using 'main.bicep'

// For azd, which fills the variables from its environment: `azd up` makes one that is like staging.
param deployment = {
  prefix: readEnvironmentVariable('BLOBSCRIBE_PREFIX', 'blobscribe')
  environment: readEnvironmentVariable('AZURE_ENV_NAME', 'azd')
  location: readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
  vision: { location: 'westeurope', sku: 'S1', callsPerMinute: 600 }
  keepDays: { uploads: 14, drop: 0, requests: 14, cache: 90, deadletter: 30, softDelete: 7, logs: 30 }
  purgeProtection: false
  minReplicas: 0
  maxReplicas: 2
  origins: []
  domain: ''
  domainIsBound: false
  droppers: []
  operators: empty(readEnvironmentVariable('AZURE_PRINCIPAL_ID', ''))
    ? []
    : [readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')]
  promoters: empty(readEnvironmentVariable('BLOBSCRIBE_PROMOTER', ''))
    ? []
    : [readEnvironmentVariable('BLOBSCRIBE_PROMOTER', '')]
  mail: []
  budget: 50
  budgetStart: readEnvironmentVariable('BLOBSCRIBE_BUDGET_START', '2026-11-01')
  repository: { owner: '', ownerId: '', name: '', id: '' }
}

param apiImage = readEnvironmentVariable('SERVICE_API_IMAGE_NAME', '')
param jobImage = readEnvironmentVariable('SERVICE_JOB_IMAGE_NAME', '')
param azdEnvironment = readEnvironmentVariable('AZURE_ENV_NAME', 'azd')
