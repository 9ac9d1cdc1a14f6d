import { Misfit } from './fields.ts';
import { linkTo, type Notice } from './notice.ts';
import { PIPELINE_ERRORS, pipelineErrorOf } from './pipeline-errors.ts';
import { alertOf } from './read-alert.ts';

/** An alert of the pipeline's own as a notice: what happened, and what to do; `docs` is where docs/ can be read. */
export function readPipelineError(body: unknown, docs: string): Notice {
  const { key, rule, isResolved, lines, mail } = alertOf(body);
  const name = pipelineErrorOf(rule);
  if (name === undefined) throw new Misfit('alertRule is none of the pipeline');
  const { what, todo } = PIPELINE_ERRORS[name];
  return {
    key,
    tone: isResolved ? 'good' : 'bad',
    title: isResolved ? `Over: ${what}` : what,
    lines: [...(isResolved ? [] : [{ label: 'What to do', text: todo }]), ...lines],
    links: linkTo('How to mend it', docs && `${docs}/operations.md#${name}`),
    chat: true,
    mail,
  };
}
