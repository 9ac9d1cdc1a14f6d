targetScope = 'subscription'

import { pipelineErrorsWebhookOf } from '../../webhooks.bicep'

@description('Webhooks for alerts.')
param alerts string[]

@description('Those beside them for errors of the pipeline.')
output pipelineErrors string[] = map(alerts, webhook => pipelineErrorsWebhookOf(webhook))
