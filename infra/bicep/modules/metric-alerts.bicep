@description('First part of the names.')
param stem string

@description('Resource id of the Service Bus namespace.')
param serviceBusId string

@description('Resource id of the system topic.')
param topicId string

@description('Resource ids of the jobs.')
param jobIds string[]

@description('Whom to tell.')
param peopleId string

@description('Who tells what to do about messages and events that are lost.')
param pipelineErrorsId string

@description('An alert on a metric: any of it is too much.')
type metricAlert = {
  @description('Last part of its name.')
  name: string
  @description('What a person who is told needs to know.')
  description: string
  @description('Resource that is measured.')
  scope: string
  @description('Kind of that resource.')
  namespace: string
  @description('Name of the metric.')
  metric: string
  @description('How it is summed up.')
  aggregation: 'Maximum' | 'Total'
  @description('Only what is in this state.')
  state: string?
  @description('Whether it is about messages and events that are lost.')
  isOfPipeline: true?
}

@description('Of the queue and of Event Grid.')
var onWay metricAlert[] = [
  {
    name: 'dead-letters'
    description: 'A message died. npm run queue -- list shows it with its reason; redrive sends it again.'
    scope: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'DeadletteredMessages'
    aggregation: 'Maximum'
    isOfPipeline: true
  }
  {
    name: 'events-dead-lettered'
    description: 'Event Grid could not deliver an event and kept it. npm run queue -- list shows it; the sweeper finds its image in any case.'
    scope: topicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    isOfPipeline: true
  }
  {
    name: 'events-dropped'
    description: 'Event Grid lost an event. The sweeper finds its image; look after the roles of the topic.'
    scope: topicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DroppedEventCount'
    aggregation: 'Total'
    isOfPipeline: true
  }
]

@description('Of the jobs.')
var atWork metricAlert[] = map(jobIds, id => {
  name: 'failed-${last(split(id, '/'))}'
  description: 'An execution failed. Nothing is lost: its images are delivered again. Its log says why.'
  scope: id
  namespace: 'Microsoft.App/jobs'
  metric: 'Executions'
  aggregation: 'Total'
  state: 'Failed'
})

resource rules 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for alert in concat(onWay, atWork): {
    name: 'alert-${stem}-${alert.name}'
    location: 'global'
    properties: {
      description: alert.description
      severity: 1
      enabled: true
      scopes: [alert.scope]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: alert.name
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: alert.namespace
            metricName: alert.metric
            operator: 'GreaterThan'
            threshold: 0
            timeAggregation: alert.aggregation
            dimensions: alert.?state == null ? [] : [{ name: 'state', operator: 'Include', values: [alert.state!] }]
            // Also before there is anything to measure.
            skipMetricValidation: true
          }
        ]
      }
      actions: concat(
        [{ actionGroupId: peopleId }],
        alert.?isOfPipeline == null ? [] : [{ actionGroupId: pipelineErrorsId }]
      )
    }
  }
]
