import type { Assignment } from './deployment.ts';

/** What a request does to what it is for. */
export type Action =
  | 'read-blob'
  | 'write-blob'
  | 'delete-blob'
  | 'list-blobs'
  | 'sign-urls'
  | 'receive'
  | 'send'
  | 'read-length'
  | 'read-secret'
  | 'analyse'
  | 'send-telemetry';

/** Azure's built-in roles, as far as what they let one do is done here ("Azure built-in roles" in its documentation). */
const ACTIONS: Readonly<Record<string, readonly Action[]>> = {
  // Storage Blob Data Contributor, Reader, Delegator
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': ['read-blob', 'write-blob', 'delete-blob', 'list-blobs'],
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1': ['read-blob', 'list-blobs'],
  'db58b8e5-c6ad-4a2a-8342-4190687cbf4a': ['sign-urls'],
  // Azure Service Bus Data Receiver, Sender, Owner
  '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0': ['receive'],
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39': ['send'],
  '090c5cfd-751d-490a-894a-3ce6f1109419': ['receive', 'send', 'read-length'],
  // Key Vault Secrets User, Cognitive Services User, Monitoring Metrics Publisher
  '4633458b-17de-408a-b874-0445c86b69e6': ['read-secret'],
  'a97b65f3-24c7-4388-baec-2e87135dc908': ['analyse'],
  '3913510d-42f4-4e42-8a64-420c390055eb': ['send-telemetry'],
};

export type Roles = {
  /** Whether a role lets `principal` do this to the resource; remembered either way. */
  may(principal: string, action: Action, resource: string): boolean;
  /** Assignments without which something that was done would have been refused. */
  needed(): readonly Assignment[];
  /** What was refused, a line each. */
  refused(): readonly string[];
  /** Takes roles away until the answer is called. */
  revoke(which: (assignment: Assignment) => boolean): () => void;
};

/** Decides by a table of role assignments, which hold for their resource and all below it. */
export function createRoles(table: readonly Assignment[]): Roles {
  const needed = new Set<Assignment>();
  const refused: string[] = [];
  let holding = table;
  return {
    may(principal, action, resource) {
      const granting = holding.filter(
        ({ principal: other, role, scope }) =>
          other === principal &&
          (resource === scope || resource.startsWith(`${scope}/`)) &&
          ACTIONS[role]?.includes(action),
      );
      const [only] = granting;
      if (!only) refused.push(`${principal}: ${action} ${resource.split('/').slice(-2).join('/')}`);
      else if (granting.length === 1) needed.add(only);
      return only !== undefined;
    },
    needed: () => [...needed],
    refused: () => refused,
    revoke(which) {
      const before = holding;
      holding = before.filter((assignment) => !which(assignment));
      if (holding.length === before.length) throw new Error('there is no such role to take away');
      return () => {
        holding = before;
      };
    },
  };
}
