@description('The webhook of the n8n workflow `pipeline-errors`, which is beside that of `alerts`; one that is none of ours has no such neighbour.')
@export()
func pipelineErrorsWebhookOf(alerts string) string =>
  contains(alerts, '/alerts?') ? replace(alerts, '/alerts?', '/pipeline-errors?') : ''
