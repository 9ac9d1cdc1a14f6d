import * as z from 'zod';
import type { Authorise } from '../../local/src/service-bus/links.ts';
import { lastOf, propertiesOf, ROLE_ASSIGNMENTS, resourceOf } from './deployment.ts';
import type { Guard } from './guarded-storage.ts';
import { SERVICE_BUS } from './queue-lengths.ts';
import type { Action, Roles } from './roles.ts';
import { type Admit, goodClaims, identityNamed } from './tokens.ts';

export type Gates = {
  readonly storage: Guard;
  readonly queue: Authorise;
  readonly queueLength: Admit;
  readonly vault: Admit;
  readonly vision: Admit;
  readonly telemetry: Admit;
  /** The names of what tells the queue of images, and of what reads its length for the job's scaler. */
  readonly topic: string;
  readonly scaler: string;
};

const scaleSchema = z.object({
  configuration: z.object({
    eventTriggerConfig: z.object({
      scale: z.object({ rules: z.tuple([z.object({ identity: z.string() })]) }),
    }),
  }),
});

/** What each stand-in asks the roles: the resources are the Bicep's, whatever they are called here. */
export function createGates(roles: Roles): Gates {
  const account = resourceOf('Microsoft.Storage/storageAccounts').id;
  const queueId = resourceOf('Microsoft.ServiceBus/namespaces/queues').id;
  const vaultId = resourceOf('Microsoft.KeyVault/vaults').id;
  const visionId = resourceOf('Microsoft.CognitiveServices/accounts').id;
  const insightsId = resourceOf('Microsoft.Insights/components').id;
  const names = new Set(ROLE_ASSIGNMENTS.map(({ principal }) => principal));
  const known = [...names].map(identityNamed);
  const nameOf = (clientId: string) =>
    known.find((identity) => identity.clientId === clientId)?.name ?? clientId;

  function admit(audience: string, action: Action, resource: string): Admit {
    return (authorization) => {
      const claims = goodClaims(authorization, audience);
      if (!claims) return 401;
      return roles.may(nameOf(claims.appid), action, resource) ? undefined : 403;
    };
  }

  const { configuration } = scaleSchema.parse(propertiesOf('job'));
  return {
    storage(asker, action, container) {
      const name =
        'clientId' in asker
          ? nameOf(asker.clientId)
          : known.find(({ objectId }) => objectId === asker.signer)?.name;
      const below = container ? `/blobServices/default/containers/${container}` : '';
      // What a URL allows, its signer must be allowed too.
      return name !== undefined && roles.may(name, action, account + below);
    },
    queue: (clientId, _, right) =>
      roles.may(nameOf(clientId), right === 'send' ? 'send' : 'receive', queueId),
    queueLength: admit(SERVICE_BUS, 'read-length', queueId),
    vault: admit('https://vault.azure.net', 'read-secret', vaultId),
    vision: admit('https://cognitiveservices.azure.com', 'analyse', visionId),
    telemetry: admit('https://monitor.azure.com', 'send-telemetry', insightsId),
    topic: resourceOf('Microsoft.EventGrid/systemTopics').name,
    scaler: lastOf(configuration.eventTriggerConfig.scale.rules[0].identity),
  };
}
