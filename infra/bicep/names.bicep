@description('The names of all resources of one environment.')
@export()
type names = {
  @description('Log Analytics workspace.')
  logs: string
  @description('Application Insights.')
  insights: string
  @description('Identity of the API.')
  apiIdentity: string
  @description('Identity of the job and the sweeper.')
  jobIdentity: string
  @description('Identity that pulls images and reads the length of the queue; no container sees it.')
  platformIdentity: string
  @description('Storage account.')
  storage: string
  @description('Service Bus namespace.')
  serviceBus: string
  @description('Event Grid system topic of the storage account.')
  topic: string
  @description('Key Vault.')
  vault: string
  @description('Container registry.')
  registry: string
  @description('Azure AI Vision.')
  vision: string
  @description('Azure OpenAI.')
  openAi: string
  @description('Container Apps environment.')
  apps: string
  @description('Container app of the API.')
  api: string
  @description('Container Apps job that turns images into prompts.')
  job: string
  @description('Container Apps job that finds what events forgot.')
  sweeper: string
  @description('Action group that tells people.')
  people: string
  @description('Action group that tells of what goes wrong with images and events.')
  pipelineErrors: string
  @description('n8n: its container app.')
  n8n: string
  @description('Identity by which n8n reads its secrets.')
  n8nIdentity: string
  @description('Database server of n8n.')
  n8nDatabase: string
}

@description('The letters and digits of a text in lower case: what a name of any kind of resource may hold.')
@export()
func plain(text string) string =>
  join(
    filter(
      map(range(0, length(text)), i => toLower(substring(text, i, 1))),
      character => contains('abcdefghijklmnopqrstuvwxyz0123456789', character)
    ),
    ''
  )

@description('The letters and digits of a text, or those of another where it has none.')
func wordOf(text string, otherwise string) string => empty(plain(text)) ? otherwise : plain(text)

@description('What stands for an environment in its names.')
@export()
func stemOf(prefix string, environment string) string => '${wordOf(prefix, 'blobscribe')}-${wordOf(environment, 'env')}'

@description('The resource group of an environment.')
@export()
func groupNameOf(prefix string, environment string) string => 'rg-${stemOf(prefix, environment)}'

@description('What makes a name unique in the world: the same for the same environment of the same subscription.')
func hashOf(prefix string, environment string, subscriptionId string) string =>
  uniqueString(subscriptionId, groupNameOf(prefix, environment))

@description('The names of an environment. Each begins with its kind, so that a prefix may begin with a digit.')
@export()
func namesOf(prefix string, environment string, subscriptionId string) names => {
  logs: 'log-${stemOf(prefix, environment)}'
  insights: 'appi-${stemOf(prefix, environment)}'
  apiIdentity: 'id-api-${stemOf(prefix, environment)}'
  jobIdentity: 'id-job-${stemOf(prefix, environment)}'
  platformIdentity: 'id-platform-${stemOf(prefix, environment)}'
  storage: 'st${take(wordOf(prefix, 'blobscribe'), 9)}${hashOf(prefix, environment, subscriptionId)}'
  serviceBus: 'sb-${stemOf(prefix, environment)}-${hashOf(prefix, environment, subscriptionId)}'
  topic: 'evgt-${stemOf(prefix, environment)}'
  vault: 'kv-${take(wordOf(prefix, 'blobscribe'), 7)}-${hashOf(prefix, environment, subscriptionId)}'
  registry: 'cr${wordOf(prefix, 'blobscribe')}${hashOf(prefix, environment, subscriptionId)}'
  vision: 'vision-${stemOf(prefix, environment)}-${hashOf(prefix, environment, subscriptionId)}'
  openAi: 'openai-${stemOf(prefix, environment)}-${hashOf(prefix, environment, subscriptionId)}'
  apps: 'cae-${stemOf(prefix, environment)}'
  api: 'api-${stemOf(prefix, environment)}'
  job: 'job-${stemOf(prefix, environment)}'
  sweeper: 'sweep-${stemOf(prefix, environment)}'
  people: 'ag-${stemOf(prefix, environment)}'
  pipelineErrors: 'ag-${stemOf(prefix, environment)}-pipeline-errors'
  n8n: 'n8n-${stemOf(prefix, environment)}'
  n8nIdentity: 'id-n8n-${stemOf(prefix, environment)}'
  n8nDatabase: 'psql-${stemOf(prefix, environment)}-${hashOf(prefix, environment, subscriptionId)}'
}
