@description('How executions follow the queue.')
@export()
type scale = {
  @description('Images that one execution is meant to drain.')
  messageCount: int
  @description('Executions at a time.')
  maxExecutions: int
  @description('Seconds between two looks at the queue.')
  pollingSeconds: int
  @description('Calls a second that all executions share, as VISION_TPS takes it.')
  visionRate: string
}

@description('Images a minute that one execution of 2 vCPU describes: 0.27 s of processor for 12 megapixels (docs/scaling.md).')
func perExecution() int => 400

@description('As many executions as together make the calls that are granted: more would only be refused.')
func executionsFor(callsPerMinute int) int => max(1, (callsPerMinute + perExecution() - 1) / perExecution())

@description('An execution lingers, so another one pays only for what is still there when it has started: with a look at the queue, half a minute. That is what one execution drains meanwhile.')
func messagesFor(callsPerMinute int) int => max(1, callsPerMinute / executionsFor(callsPerMinute) / 2)

@description('Calls a second in tenths, the least that VISION_TPS takes: there are no fractions here.')
func tenthsFor(callsPerMinute int) int => max(1, callsPerMinute / 6)

@description('The first image of a quiet hour waits half of the polling interval for nothing. A look costs 10 of the 1,000 credits a second; with a service that takes a call every 3 seconds it saves nobody anything.')
@export()
func scaleFor(callsPerMinute int) scale => {
  messageCount: messagesFor(callsPerMinute)
  maxExecutions: executionsFor(callsPerMinute)
  pollingSeconds: callsPerMinute < 60 ? 30 : 10
  visionRate: '${tenthsFor(callsPerMinute) / 10}.${tenthsFor(callsPerMinute) % 10}'
}
