/** What went wrong with images or events, and what a person does about it, by the last words of the alert's rule. */
export const PIPELINE_ERRORS = {
  'dead-letters': {
    what: 'A message of the queue died: its image has no prompt.',
    todo: 'See why with npm run queue -- list, mend that, then npm run queue -- redrive.',
  },
  'events-dead-lettered': {
    what: 'Event Grid could not deliver an event and kept it.',
    todo: 'See it with npm run queue -- list. The sweeper finds its image within the hour in any case.',
  },
  'events-dropped': {
    what: 'Event Grid lost an event.',
    todo: 'The sweeper finds its image within the hour. Look after the roles of the topic if it happens again.',
  },
  'failed-images': {
    what: 'Many images end without a prompt.',
    todo: 'The workbook shows by which codes they fail. A service that is down shows as processing-failed; other codes are about the images.',
  },
} as const;

export type PipelineError = keyof typeof PIPELINE_ERRORS;

const NAMES = Object.keys(PIPELINE_ERRORS) as readonly PipelineError[];

/** Which of them a rule tells of. */
export function pipelineErrorOf(rule: string): PipelineError | undefined {
  return NAMES.find((name) => rule.endsWith(`-${name}`));
}

export function isOfPipeline(rule: string): boolean {
  return pipelineErrorOf(rule) !== undefined;
}
