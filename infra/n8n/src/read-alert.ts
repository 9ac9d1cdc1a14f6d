import { fieldsOf, Misfit, TIME } from './fields.ts';
import { type Line, type Notice, plain } from './notice.ts';
import { isOfPipeline } from './pipeline-errors.ts';

const ANYTHING = /^.{1,1000}$/su;
/** So grave that somebody should look at once, whatever they are doing. */
const MAILED = /^Sev[012]$/;

export type Alert = {
  readonly key: string;
  readonly rule: string;
  readonly severity: string;
  readonly isResolved: boolean;
  readonly lines: readonly Line[];
  readonly mail: boolean;
};

/** What schemas/alert.schema.json describes. */
export function alertOf(body: unknown): Alert {
  const envelope = fieldsOf(body, 'the alert');
  envelope.text('schemaId', /^azureMonitorCommonAlertSchema$/);
  const { data } = body as { data?: unknown };
  fieldsOf(data, 'data');
  const { essentials } = data as { essentials?: unknown };
  const { text, optional } = fieldsOf(essentials, 'essentials');
  const alertId = text('alertId', ANYTHING);
  const origin = optional('originAlertId', /^.{0,1000}$/su);
  const rule = text('alertRule', /^.{1,260}$/su);
  const severity = text('severity', /^Sev[0-4]$/);
  const condition = text('monitorCondition', /^(Fired|Resolved)$/);
  const fired = text('firedDateTime', TIME);
  const resolved = optional('resolvedDateTime', TIME);
  const description = optional('description', /^.{0,10000}$/su);
  const { configurationItems } = essentials as { configurationItems?: unknown };
  const items = resourcesOf(configurationItems);

  return {
    // A new firing of the same rule is news; the same firing told again is not.
    key: `alert ${origin || alertId} ${condition} ${(condition === 'Resolved' && resolved) || fired}`,
    rule,
    severity,
    isResolved: condition === 'Resolved',
    lines: [
      ...(description ? [{ text: plain(description) }] : []),
      { label: 'Rule', text: plain(rule) },
      ...(items.length > 0 ? [{ label: 'Resource', text: plain(items.join(', ')) }] : []),
      { label: 'Since', text: plain(fired) },
      ...(resolved ? [{ label: 'Until', text: plain(resolved) }] : []),
    ],
    mail: MAILED.test(severity),
  };
}

/** An alert as a notice. What the workflow `pipeline-errors` tells in better words is not told twice. */
export function readAlert(body: unknown): Notice {
  const { key, rule, severity, isResolved, lines, mail } = alertOf(body);
  const isOurs = !isOfPipeline(rule);
  return {
    key,
    tone: isResolved ? 'good' : mail ? 'bad' : 'neutral',
    title: `${isResolved ? 'Resolved' : severity}: ${plain(rule)}`,
    lines,
    links: [],
    chat: isOurs,
    mail: isOurs && mail,
  };
}

function resourcesOf(items: unknown): readonly string[] {
  if (items === undefined) return [];
  if (!Array.isArray(items) || items.length > 100)
    throw new Misfit('configurationItems is no list');
  for (const item of items) {
    if (typeof item !== 'string' || [...item].length > 1000) {
      throw new Misfit('configurationItems does not fit');
    }
  }
  return items as readonly string[];
}
