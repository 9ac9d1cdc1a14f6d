import { ServiceBusClient } from '@azure/service-bus';
import { createCredential } from './credential.ts';

/** The values of the variables that name the namespace; it is named exactly one way. */
export type ServiceBusSettings = {
  readonly SERVICEBUS_CONNECTION_STRING?: string | undefined;
  readonly SERVICEBUS_NAMESPACE?: string | undefined;
  readonly AZURE_CLIENT_ID?: string | undefined;
};

/** The Service Bus namespace: by connection string on a laptop, by managed identity in Azure. */
export async function connectServiceBus(settings: ServiceBusSettings): Promise<ServiceBusClient> {
  if (settings.SERVICEBUS_CONNECTION_STRING !== undefined) {
    return new ServiceBusClient(settings.SERVICEBUS_CONNECTION_STRING);
  }
  const namespace = String(settings.SERVICEBUS_NAMESPACE);
  // `localhost` and full names stay as they are; a bare name is one of the public cloud.
  const isWhole = namespace.includes('.') || namespace === 'localhost';
  const host = isWhole ? namespace : `${namespace}.servicebus.windows.net`;
  return new ServiceBusClient(host, await createCredential(settings.AZURE_CLIENT_ID));
}
