/** n8n knows a credential by its id; the secrets themselves are put there by import.ts. */
export const CREDENTIALS = {
  deployments: {
    id: 'blobscribeCaller',
    name: 'Blobscribe: token of the workflows',
    type: 'httpHeaderAuth',
  },
  slack: { id: 'blobscribeSlack0', name: 'Blobscribe: Slack', type: 'httpHeaderAuth' },
  teams: { id: 'blobscribeTeams0', name: 'Blobscribe: Teams', type: 'httpQueryAuth' },
  mail: { id: 'blobscribeMail00', name: 'Blobscribe: mail', type: 'smtp' },
} as const;

export type CredentialName = keyof typeof CREDENTIALS;

/** As a node names the one that it uses. */
export function uses(credential: CredentialName) {
  const { id, name, type } = CREDENTIALS[credential];
  return { [type]: { id, name } };
}
