@description('Regions whose Azure AI Vision writes captions (docs: Image Analysis, region availability).')
@export()
type captionRegion =
  | 'eastus'
  | 'westus'
  | 'francecentral'
  | 'northeurope'
  | 'westeurope'
  | 'southeastasia'
  | 'eastasia'
  | 'koreacentral'

@description('The Azure AI Vision resource.')
@export()
type visionSettings = {
  @description('Its region, which must be one that has captions; need not be that of the rest.')
  location: captionRegion
  @description('F0 is free and one for each subscription; S1 is paid by the call.')
  sku: 'F0' | 'S1'
  @minValue(1)
  @description('Calls a minute that it grants: 20 with F0, 600 to 1200 with S1, more by a support ticket.')
  callsPerMinute: int
}

@description('A model of Azure OpenAI that looks at the images instead.')
@export()
type openAiSettings = {
  @description('A region that has the model.')
  location: string
  @description('Such as gpt-4.1-mini; it must see images.')
  model: string
  @description('The version of the model.')
  version: string
  @minValue(1)
  @description('Thousands of tokens a minute.')
  capacity: int
}

@description('How many days things are kept.')
@export()
type retention = {
  @minValue(1)
  @description('Images that came through the API.')
  uploads: int
  @minValue(0)
  @description('Images that people dropped into their own namespace; 0 keeps them for ever.')
  drop: int
  @minValue(2)
  @description('What was asked for, and the tombstones of what was deleted.')
  requests: int
  @minValue(1)
  @description('Analyses that were paid for.')
  cache: int
  @minValue(1)
  @description('Events that could not be delivered.')
  deadletter: int
  @minValue(1)
  @maxValue(365)
  @description('What was deleted, until it is gone for good.')
  softDelete: int
  @minValue(30)
  @maxValue(730)
  @description('Logs.')
  logs: int
}

@description('The GitHub repository whose workflows deploy; without an owner none may.')
@export()
type repository = {
  @description('User or organisation.')
  owner: string
  @description('Its number: gh api repos/OWNER/NAME --jq .owner.id')
  ownerId: string
  @description('Name of the repository.')
  name: string
  @description('Its number: gh api repos/OWNER/NAME --jq .id')
  id: string
}

@description('An n8n of your own that tells people.')
@export()
type n8nSettings = {
  @description('Its image with its version: docker.io/n8nio/n8n:2.41.2')
  image: string
}

@description('All that may differ between environments.')
@export()
type settings = {
  @minLength(1)
  @maxLength(12)
  @description('First part of all names; what is no letter or digit is left out.')
  prefix: string
  @minLength(2)
  @maxLength(10)
  @description('Second part of all names; also the environment of the workflows on GitHub.')
  environment: string
  @description('Region of everything but what looks at the images.')
  location: string
  @description('Azure AI Vision.')
  vision: visionSettings
  @description('Azure OpenAI, if it is to look at the images instead.')
  openAi: openAiSettings?
  @description('n8n on Container Apps with a PostgreSQL of its own, if there is to be one.')
  n8n: n8nSettings?
  @description('Days that things are kept.')
  keepDays: retention
  @description('Keeps a deleted vault for 90 days, whoever asks; cannot be taken back.')
  purgeProtection: bool
  @minValue(0)
  @description('Replicas of the API that always run; with 0 the first request after a pause waits for one to start.')
  minReplicas: int
  @minValue(1)
  @description('Replicas of the API at most; quotas are counted in each.')
  maxReplicas: int
  @description('Other origins whose pages may call the API and upload: https://app.example.org')
  origins: string[]
  @description('A domain of your own for the API; empty for that of the platform.')
  domain: string
  @description('Whether the certificate of the domain is there: false in the first deployment with it, true in the next.')
  domainIsBound: bool
  @description('Object ids of service principals that may drop images under drop/.')
  droppers: string[]
  @description('Object ids of users who look after it: secrets, queue, dead letters.')
  operators: string[]
  @description('Object ids of identities that may pull images from its registry: the deployer of the environment that takes them on.')
  promoters: string[]
  @description('Addresses that alerts and the budget write to.')
  mail: string[]
  @minValue(1)
  @description('Budget of a month, in the currency of the subscription.')
  budget: int
  @description('First day of the first month of the budget; an existing budget takes no other.')
  budgetStart: string
  @description('The repository whose workflows deploy.')
  repository: repository
}
