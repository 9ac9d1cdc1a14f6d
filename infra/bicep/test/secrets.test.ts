import { expect, it } from 'vitest';
import { withCompiler } from './support/compiler.ts';
import { type ArmTemplate, allTemplates } from './support/templates.ts';

const SECRET = /key|secret|password|token|sas\b|connection/i;
/** Names that have such a word in them but hold none. */
const HARMLESS = [
  'main AZURE_CONTAINER_REGISTRY_ENDPOINT',
  'main KEY_VAULT_NAME',
  'main KEY_VAULT_URL',
  'main/workload KEY_VAULT_URL',
  'main/workload/vault url',
  // Tells where telemetry goes; local authentication is off there (keys-off.test.ts), so it opens nothing.
  'main/workload/observability connectionString',
];

/** `parameters('x')` of each secure parameter that a text names. */
function secureOnesIn(template: ArmTemplate, text: string): readonly string[] {
  return secureParameters(template)
    .map(([name]) => name)
    .filter((name) => text.includes(`parameters('${name}')`));
}

function secureParameters({ parameters = {} }: ArmTemplate) {
  return Object.entries(parameters).filter(([, { type = '' }]) => /^secure/i.test(type));
}

withCompiler('secrets', async () => {
  const templates = [...(await allTemplates())];
  const outputs = templates.flatMap(([path, template]) =>
    Object.entries(template.outputs ?? {}).map(([name, { value }]) => ({
      name: `${path} ${name}`,
      text: JSON.stringify(value),
      template,
    })),
  );

  it('all modules are looked at', () => {
    expect(templates.map(([path]) => path)).toContain('main/workload/storage');
    expect(outputs.length).toBeGreaterThan(20);
  });

  it('no output calls for a key', () => {
    expect(outputs.filter(({ text }) => /list\w*\(|getSecret/i.test(text))).toEqual([]);
  });

  it('no output holds a secure parameter', () => {
    expect(outputs.flatMap(({ template, text }) => secureOnesIn(template, text))).toEqual([]);
  });

  it('no output sounds like one', () => {
    const suspects = outputs.filter(({ name, text }) => SECRET.test(`${name} ${text}`));

    expect(suspects.map(({ name }) => name).filter((name) => !HARMLESS.includes(name))).toEqual([]);
  });

  it('a secure parameter has no default but nothing', () => {
    const secure = templates.flatMap(([, template]) => secureParameters(template));

    expect(secure.map(([name]) => name)).toContain('n8nWebhook');
    expect(secure.map(([, { defaultValue }]) => defaultValue ?? '')).toEqual(secure.map(() => ''));
  });

  it('a parameter that sounds like one is secure, or has no default', () => {
    const open = templates.flatMap(([path, template]) =>
      Object.entries(template.parameters ?? {})
        .filter(([name, { type = '' }]) => SECRET.test(name) && !/^secure/i.test(type))
        .filter(([, { defaultValue }]) => defaultValue !== undefined)
        .map(([name]) => `${path} ${name}`),
    );

    expect(open).toEqual([]);
  });
});
