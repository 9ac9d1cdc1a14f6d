import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** What the Bicep of one environment becomes, as `bicep snapshot` foretells it. */
const SNAPSHOT = new URL('../../infra/bicep/staging.snapshot.json', import.meta.url);

/** A value that is known only once another resource is there: which one, and what of it. */
const REFERENCE = /^\[reference\('(?<id>[^']+)', '[^']+'(?:, 'full')?\)\.(?<property>[\w.]+)\]$/;

const resourceSchema = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  tags: z.record(z.string(), z.string()).optional(),
  properties: z.unknown().optional(),
});
const appSchema = z.object({
  configuration: z.object({
    identitySettings: z.array(z.object({ identity: z.string(), lifecycle: z.string() })),
  }),
  template: z.object({
    containers: z.tuple([
      // A `secretRef` would be a variable too, and nobody here could know its value.
      z.object({ env: z.array(z.strictObject({ name: z.string(), value: z.string() })) }),
    ]),
  }),
});
const assignmentSchema = z.object({
  description: z.string(),
  principalId: z.string(),
  roleDefinitionId: z.string(),
});

export type Resource = z.infer<typeof resourceSchema>;
/** A container, by the name that azd knows it by. */
export type Service = 'api' | 'job' | 'sweeper';
export type Variable = { readonly name: string; readonly value: string };
export type Assignment = {
  /** The name of the identity, or of the resource that is its own. */
  readonly principal: string;
  readonly role: string;
  /** The resource id that it holds for, and below. */
  readonly scope: string;
  readonly why: string;
};
export type Reference = { readonly type: string; readonly name: string; readonly property: string };

const { predictedResources } = z
  .object({ predictedResources: z.array(resourceSchema) })
  .parse(JSON.parse(readFileSync(SNAPSHOT, 'utf8')));

/** Who may do what on what. */
export const ROLE_ASSIGNMENTS: readonly Assignment[] = predictedResources
  .filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
  .map(({ id, properties }) => {
    const { description, principalId, roleDefinitionId } = assignmentSchema.parse(properties);
    return {
      principal: readReference(principalId)?.name ?? principalId,
      role: lastOf(roleDefinitionId),
      scope: id.slice(0, id.lastIndexOf('/providers/Microsoft.Authorization/')),
      why: description,
    };
  });

/** The only resource of a type. */
export function resourceOf(type: string): Resource {
  const found = predictedResources.filter((resource) => resource.type === type);
  const [resource] = found;
  if (!resource || found.length > 1) throw new Error(`the Bicep has ${found.length} of ${type}`);
  return resource;
}

/** The properties of the container app, or job, of a service. */
export function propertiesOf(service: Service): unknown {
  const app = predictedResources.find(({ tags }) => tags?.['azd-service-name'] === service);
  if (!app) throw new Error(`the Bicep has no ${service}`);
  return app.properties;
}

/** The variables of a service's container, in the Bicep's words. */
export function variablesOf(service: Service): readonly Variable[] {
  return appSchema.parse(propertiesOf(service)).template.containers[0].env;
}

/** The names of the identities that the process of a service may be; the platform's own are none. */
export function identitiesOf(service: Service): readonly string[] {
  return appSchema
    .parse(propertiesOf(service))
    .configuration.identitySettings.filter(({ lifecycle }) => lifecycle !== 'None')
    .map(({ identity }) => lastOf(identity));
}

/**
 * What a value refers to, or undefined if it stands for itself.
 * @throws {Error} if it is an expression of another kind.
 */
export function readReference(value: string): Reference | undefined {
  const { id = '', property = '' } = REFERENCE.exec(value)?.groups ?? {};
  const [, type, name] = /\/providers\/([\w.]+\/\w+)\/([^/]+)$/.exec(id) ?? [];
  if (type && name) return { type, name, property };
  if (value.startsWith('[')) throw new Error(`an expression that nobody here knows: ${value}`);
  return undefined;
}

export function lastOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
