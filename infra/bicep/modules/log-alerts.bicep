@description('Region.')
param location string

@description('First part of the names.')
param stem string

@description('Workspace that is asked.')
param logsId string

@description('Whom to tell.')
param peopleId string

@description('Who tells what to do about images that fail.')
param pipelineErrorsId string

@description('An alert on what the logs say.')
type logAlert = {
  @description('Last part of its name.')
  name: string
  @description('What a person who is told needs to know.')
  description: string
  @description('0 is the worst.')
  severity: 0 | 1 | 2 | 3
  @description('KQL.')
  query: string
  @description('The column that is measured; without one, rows are counted.')
  column: string?
  @description('More than this is told of.')
  threshold: int
  @description('Minutes that are looked at.')
  minutes: 15 | 30 | 60
  @description('Whether it is about images that fail.')
  isOfPipeline: true?
}

@description('What is told of.')
var alerts logAlert[] = [
  {
    name: 'oldest-message'
    description: 'An image has waited for more than 15 minutes. Do executions start? Does the vision service answer?'
    severity: 2
    query: loadTextContent('../kql/oldest-message.kql')
    column: 'oldestSeconds'
    threshold: 900
    minutes: 30
  }
  {
    name: 'ghost-executions'
    description: 'Images wait and none is finished: executions die, or none starts (the role of the scaler, the image of the job).'
    severity: 1
    query: loadTextContent('../kql/ghost-executions.kql')
    threshold: 0
    minutes: 30
  }
  {
    name: 'api-failures'
    description: 'More than 1 % of requests failed by our fault.'
    severity: 1
    query: loadTextContent('../kql/api-failures.kql')
    column: 'failedPercent'
    threshold: 1
    minutes: 15
  }
  {
    name: 'api-latency'
    description: 'One request in 20 takes more than 2 seconds.'
    severity: 3
    query: loadTextContent('../kql/api-latency.kql')
    column: 'slowestMs'
    threshold: 2000
    minutes: 15
  }
  {
    name: 'vision-throttled'
    description: 'More than a fifth of the calls came too fast for the vision service: VISION_TPS is above what it grants, or others use it too.'
    severity: 3
    query: loadTextContent('../kql/vision-throttled.kql')
    column: 'throttledPercent'
    threshold: 20
    minutes: 30
  }
  {
    name: 'failed-images'
    description: 'More than a quarter of the images end without a prompt. The workbook shows by which codes.'
    severity: 2
    query: loadTextContent('../kql/failed-images.kql')
    column: 'failedPercent'
    threshold: 25
    minutes: 30
    isOfPipeline: true
  }
]

resource rules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in alerts: {
    name: 'alert-${stem}-${alert.name}'
    location: location
    kind: 'LogAlert'
    properties: {
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [logsId]
      evaluationFrequency: 'PT15M'
      windowSize: 'PT${alert.minutes}M'
      autoMitigate: true
      // A table is only there when something has been written to it.
      skipQueryValidation: true
      criteria: {
        allOf: [
          union(
            {
              query: alert.query
              operator: 'GreaterThan'
              threshold: alert.threshold
              timeAggregation: alert.?column == null ? 'Count' : 'Maximum'
              failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
            },
            alert.?column == null ? {} : { metricMeasureColumn: alert.?column }
          )
        ]
      }
      actions: { actionGroups: alert.?isOfPipeline == null ? [peopleId] : [peopleId, pipelineErrorsId] }
    }
  }
]
