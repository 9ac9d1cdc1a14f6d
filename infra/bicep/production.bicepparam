using 'main.bicep'

// Without any variable set this is a whole environment that mails nobody and that no workflow deploys.
// docs/deploy.md says what each is for; scripts/deploy.sh asks for what it needs.
param deployment = {
  prefix: readEnvironmentVariable('BLOBSCRIBE_PREFIX', 'blobscribe')
  environment: 'production'
  location: readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
  vision: {
    location: 'westeurope'
    sku: 'S1'
    callsPerMinute: 1200
  }
  keepDays: {
    uploads: 30
    drop: 0
    requests: 30
    cache: 90
    deadletter: 30
    softDelete: 7
    logs: 90
  }
  purgeProtection: true
  minReplicas: 1
  maxReplicas: 10
  origins: []
  domain: readEnvironmentVariable('BLOBSCRIBE_DOMAIN', '')
  domainIsBound: bool(readEnvironmentVariable('BLOBSCRIBE_DOMAIN_BOUND', 'false'))
  droppers: []
  operators: empty(readEnvironmentVariable('BLOBSCRIBE_OPERATOR', ''))
    ? []
    : [readEnvironmentVariable('BLOBSCRIBE_OPERATOR', '')]
  promoters: empty(readEnvironmentVariable('BLOBSCRIBE_PROMOTER', ''))
    ? []
    : [readEnvironmentVariable('BLOBSCRIBE_PROMOTER', '')]
  mail: empty(readEnvironmentVariable('BLOBSCRIBE_MAIL', '')) ? [] : [readEnvironmentVariable('BLOBSCRIBE_MAIL', '')]
  budget: 300
  budgetStart: readEnvironmentVariable('BLOBSCRIBE_BUDGET_START', '2026-11-01')
  repository: {
    owner: readEnvironmentVariable('GITHUB_OWNER', '')
    ownerId: readEnvironmentVariable('GITHUB_OWNER_ID', '')
    name: readEnvironmentVariable('GITHUB_REPOSITORY_NAME', '')
    id: readEnvironmentVariable('GITHUB_REPOSITORY_ID', '')
  }
}

param apiImage = readEnvironmentVariable('API_IMAGE', '')
param jobImage = readEnvironmentVariable('JOB_IMAGE', '')
param n8nWebhook = readEnvironmentVariable('N8N_WEBHOOK', '')
