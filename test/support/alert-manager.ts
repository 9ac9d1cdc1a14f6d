import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const RULE =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Insights/metricAlerts/dead-letters';

export type AlertManager = {
  readonly endpoint: string;
  /** Resource id of the only rule. */
  readonly rule: string;
  close(): Promise<void>;
};

/**
 * The resource manager's list of alerts on loopback, with one rule: its alert is raised from the moment
 * at which `isRaised` is first true, and resolved when it is not any more.
 */
export async function alertManager(isRaised: () => boolean): Promise<AlertManager> {
  let since: Date | undefined;
  const server = createServer((request, response) => {
    since = isRaised() ? (since ?? new Date()) : undefined;
    const url = new URL(request.url ?? '', 'http://localhost');
    const isAlerts = url.pathname.endsWith('/providers/Microsoft.AlertsManagement/alerts');
    if (!request.headers.authorization?.startsWith('Bearer ey')) {
      response.writeHead(401).end();
    } else if (!isAlerts || !url.searchParams.has('api-version')) {
      response.writeHead(404).end();
    } else {
      const isAsked = url.searchParams.get('alertRule') === RULE;
      const essentials = { alertRule: RULE, monitorCondition: 'Fired', startDateTime: since };
      const value = since && isAsked ? [{ properties: { essentials } }] : [];
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ value }));
    }
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    rule: RULE,
    close: () => new Promise<void>((closed) => void server.close(() => closed())),
  };
}
