import {
  type Reference,
  readReference,
  resourceOf,
  type Service,
  variablesOf,
} from './deployment.ts';

/** Where the resources that variables refer to are on this machine. */
export type Places = {
  readonly clientIdOf: (identity: string) => string;
  readonly storage: string;
  readonly vault: string;
  readonly vision: string;
  readonly telemetry: string;
};

/** The Bicep's values that are not used, and nothing else: they would only have the tests wait. */
const INSTEAD: Readonly<Record<string, string>> = {
  // An execution ends when nothing came for so long.
  LINGER_SECONDS: '2',
  // The sweeper leaves uploads alone for so long.
  SWEEP_AFTER_MINUTES: '0',
};

/** The name by which the Service Bus client reaches this machine. */
const NAMESPACE = 'localhost';

/** The variables that the Bicep gives a service, its names and its values, with references led to `places`. */
export function environmentOf(service: Service, places: Places): Record<string, string> {
  const namespace = resourceOf('Microsoft.ServiceBus/namespaces').name;
  const resolved = variablesOf(service).map(({ name, value }) => {
    const reference = readReference(value);
    if (reference) return [name, resolve(reference, places)] as const;
    return [name, INSTEAD[name] ?? (value === namespace ? NAMESPACE : value)] as const;
  });
  return Object.fromEntries(resolved);
}

function resolve({ type, name, property }: Reference, places: Places): string {
  switch (`${type} ${property}`) {
    case 'Microsoft.ManagedIdentity/userAssignedIdentities clientId':
      return places.clientIdOf(name);
    case 'Microsoft.Storage/storageAccounts primaryEndpoints.blob':
      return places.storage;
    case 'Microsoft.KeyVault/vaults vaultUri':
      return places.vault;
    case 'Microsoft.CognitiveServices/accounts endpoint':
      return places.vision;
    case 'Microsoft.Insights/components ConnectionString':
      return places.telemetry;
    default:
      throw new Error(`a reference that nobody here knows: ${property} of ${type} ${name}`);
  }
}
