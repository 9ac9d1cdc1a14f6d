import type { Resource, Snapshot } from '../../../../scripts/src/bicep-snapshot.ts';

/** Every resource of a kind, such as `Microsoft.App/jobs`. */
export function allOf(snapshot: Snapshot, type: string): readonly Resource[] {
  return snapshot.predictedResources.filter((resource) => resource.type === type);
}

/** The only resource of a kind whose name begins so. */
export function theOne(snapshot: Snapshot, type: string, start = ''): Resource {
  const [found, another] = allOf(snapshot, type).filter(({ name }) => name.startsWith(start));
  if (!found || another) throw new Error(`not one ${type} ${start}`);
  return found;
}

/** The last part of a resource's name, which is its own. */
export function ownName({ name }: Resource): string {
  return name.split('/').at(-1) ?? '';
}

/** What stands at a path such as `properties.template.containers[].env[].name`: all of it, where lists are. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  return path.split('.').reduce<unknown[]>(
    (values, part) => {
      const key = part.replace('[]', '');
      const found = values.map((each) => (each as Record<string, unknown> | undefined)?.[key]);
      const present = found.filter((each) => each !== undefined);
      return part.endsWith('[]') ? present.flat() : present;
    },
    [value],
  );
}

/** The one thing that stands at a path. */
export function valueAt(value: unknown, path: string): unknown {
  const [found, another] = valuesAt(value, path);
  if (found === undefined || another !== undefined) throw new Error(`not one value at ${path}`);
  return found;
}
