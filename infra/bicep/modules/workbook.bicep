@description('Region.')
param location string

@description('What it is called in the portal.')
param title string

@description('Workspace that is asked.')
param logsId string

@description('A question and how its answer is drawn.')
type chart = {
  @description('What stands above it.')
  title: string
  @description('KQL.')
  query: string
  @description('How it is drawn.')
  drawing: 'timechart' | 'table' | 'barchart'
}

@description('What a person who opens it sees, from top to bottom.')
var charts chart[] = [
  { title: 'Images', query: loadTextContent('../kql/throughput.kql'), drawing: 'timechart' }
  { title: 'Milliseconds by stage', query: loadTextContent('../kql/stages.kql'), drawing: 'table' }
  { title: 'Failures by code', query: loadTextContent('../kql/failures.kql'), drawing: 'barchart' }
  { title: 'Cost of a thousand images', query: loadTextContent('../kql/cost.kql'), drawing: 'table' }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'workbook')
  location: location
  kind: 'shared'
  properties: {
    displayName: title
    category: 'workbook'
    sourceId: logsId
    serializedData: string({
      version: 'Notebook/1.0'
      items: map(charts, item => {
        type: 3
        name: item.title
        content: {
          version: 'KqlItem/1.0'
          query: item.query
          size: 0
          title: item.title
          timeContext: { durationMs: 86400000 }
          queryType: 0
          resourceType: 'microsoft.operationalinsights/workspaces'
          visualization: item.drawing
        }
      })
      fallbackResourceIds: [logsId]
    })
  }
}
