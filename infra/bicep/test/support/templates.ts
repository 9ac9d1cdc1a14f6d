import { compiler } from './compiler.ts';
import { FOLDER } from './environments.ts';

type ArmResource = {
  readonly type: string;
  readonly dependsOn?: readonly string[];
  readonly properties?: { readonly template?: ArmTemplate };
};

/** What the compiler makes of a Bicep file; each module is a template within it. */
export type ArmTemplate = {
  readonly parameters?: Readonly<
    Record<string, { readonly type?: string; readonly defaultValue?: unknown }>
  >;
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly resources: Readonly<Record<string, ArmResource>>;
};

/** The templates of main.bicep and of all its modules, by the path of modules to them. */
export async function allTemplates(): Promise<ReadonlyMap<string, ArmTemplate>> {
  const answer = await compiler().call('bicep/compile', { path: `${FOLDER}main.bicep` });
  const root = JSON.parse((answer as { contents: string }).contents) as ArmTemplate;
  return new Map(walk('main', root));
}

function* walk(path: string, template: ArmTemplate): Generator<readonly [string, ArmTemplate]> {
  yield [path, template];
  for (const [name, { type, properties }] of Object.entries(template.resources)) {
    const isModule = type === 'Microsoft.Resources/deployments';
    if (isModule && properties?.template) yield* walk(`${path}/${name}`, properties.template);
  }
}
