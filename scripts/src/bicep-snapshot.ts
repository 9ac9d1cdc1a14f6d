import type { BicepServer } from './bicep-server.ts';

/** Made up, and the same for everybody: names that must be unique in the world are made of them. */
const DEPLOYMENT = {
  tenantId: '11111111-2222-3333-4444-555555555555',
  subscriptionId: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  location: 'westeurope',
  // Without it, outputs of modules are not followed to the resources that they come from.
  deploymentName: 'blobscribe',
};

/** A resource as it would be deployed; what only Azure knows stays an expression: `[reference(…)]`. */
export type Resource = {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly kind?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
};

/** All that a deployment would make, evaluated without Azure. */
export type Snapshot = {
  readonly predictedResources: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
};

/**
 * What the `.bicepparam` file at `path` would deploy.
 * @throws {Error} with what the compiler has against it.
 */
export async function takeSnapshot(server: BicepServer, path: string): Promise<Snapshot> {
  try {
    const answer = await server.call('bicep/getSnapshot', { path, metadata: DEPLOYMENT });
    return JSON.parse((answer as { snapshot: string }).snapshot) as Snapshot;
  } catch (error) {
    throw new Error(`${path}: ${await reasons(server, path)}`, { cause: error });
  }
}

/** The snapshot itself fails with no more than "Compilation failed". */
async function reasons(server: BicepServer, path: string): Promise<string> {
  const answer = await server.call('bicep/compileParams', { path, parameterOverrides: {} });
  const { diagnostics } = answer as { diagnostics: readonly { readonly message: string }[] };
  return diagnostics.map(({ message }) => message).join('\n') || 'no snapshot of it';
}

/** The text that is committed; the compiler gives outputs in another order each time. */
export function snapshotText(snapshot: Snapshot): string {
  const outputs = Object.entries(snapshot.outputs).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ ...snapshot, outputs: Object.fromEntries(outputs) }, null, 2)}\n`;
}
