import type { createCredential } from '@blobscribe/core/credential';
import { withDeadline } from '@blobscribe/core/deadline';
import * as z from 'zod';

const CALL_MS = 30_000;
/** Alerts Management - Alerts - Get All (REST reference). */
const API_VERSION = '2019-03-01';

const alertsSchema = z.object({
  value: z.array(
    z.object({
      properties: z.object({
        essentials: z.object({
          monitorCondition: z.string(),
        }),
      }),
    }),
  ),
});

type Credential = Awaited<ReturnType<typeof createCredential>>;

/** Whether the alert is raised now. */
export type AlertFeed = () => Promise<boolean>;

/**
 * Asks Azure Monitor whether one rule's alert, raised in the last hour, is not resolved. `endpoint` is that of the
 * resource manager, to which `credential` signs in.
 * @throws {Error} if the rule's id is none, or the resource manager refuses.
 */
export function createAlertFeed(
  rule: string,
  { endpoint, credential }: { endpoint: string; credential: Credential },
): AlertFeed {
  const [, subscription] = /^\/subscriptions\/([^/]+)\//i.exec(rule) ?? [];
  if (subscription === undefined) throw new Error(`ALERT_RULE is no resource id: ${rule}`);
  const url = new URL(
    `/subscriptions/${subscription}/providers/Microsoft.AlertsManagement/alerts`,
    endpoint,
  );
  url.searchParams.set('api-version', API_VERSION);
  url.searchParams.set('alertRule', rule);
  url.searchParams.set('timeRange', '1h');
  return async () => {
    const { value } = await withDeadline('asking for alerts', CALL_MS, async (signal) => {
      const token = await credential.getToken(`${new URL(endpoint).origin}/.default`);
      const headers = { authorization: `Bearer ${token?.token}` };
      const response = await fetch(url, { headers, signal });
      if (!response.ok) throw new Error(`the resource manager answered ${response.status}`);
      return alertsSchema.parse(await response.json());
    });
    return value.some(({ properties }) => properties.essentials.monitorCondition === 'Fired');
  };
}
