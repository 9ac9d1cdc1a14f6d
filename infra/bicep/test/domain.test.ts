import { describe, expect, it } from 'vitest';
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, snapshotOf, stagingWith } from './support/environments.ts';
import { PROCESSES } from './support/processes.ts';
import { allOf, theOne, valuesAt } from './support/resources.ts';
import { allTemplates } from './support/templates.ts';

const CERTIFICATE = 'Microsoft.App/managedEnvironments/managedCertificates';
const DOMAINS = 'properties.configuration.ingress.customDomains[]';
const DOMAIN = 'prompts.example.org';

describe.for(ENVIRONMENTS)('%s without a domain', async (name) => {
  const snapshot = await snapshotOf(name);

  it('has neither its name nor its certificate', () => {
    expect(valuesAt(PROCESSES.api(snapshot), DOMAINS)).toEqual([]);
    expect(allOf(snapshot, CERTIFICATE)).toEqual([]);
  });
});

withCompiler('a domain of your own', () => {
  it('is named first, and asks for its certificate', async () => {
    const snapshot = await stagingWith({ domain: DOMAIN });

    expect(valuesAt(PROCESSES.api(snapshot), DOMAINS)).toEqual([
      { name: DOMAIN, bindingType: 'Disabled' },
    ]);
    expect(theOne(snapshot, CERTIFICATE).properties).toEqual({
      subjectName: DOMAIN,
      domainControlValidation: 'CNAME',
    });
  });

  it('asks for it only when the API has the name', async () => {
    const workload = (await allTemplates()).get('main/workload');

    expect(workload?.resources.domain?.dependsOn).toContain('api');
  });

  it('is bound to that certificate in the next deployment, which keeps it', async () => {
    const snapshot = await stagingWith({ domain: DOMAIN, domainIsBound: true });
    const certificateId = theOne(snapshot, CERTIFICATE).id;

    expect(valuesAt(PROCESSES.api(snapshot), DOMAINS)).toEqual([
      { name: DOMAIN, bindingType: 'SniEnabled', certificateId },
    ]);
  });

  it('may upload, and is where the API says that it is', async () => {
    const snapshot = await stagingWith({ domain: DOMAIN });
    const storage = theOne(snapshot, 'Microsoft.Storage/storageAccounts/blobServices');

    expect(JSON.stringify(storage)).toContain(`https://${DOMAIN}`);
    expect(snapshot.outputs.API_URL).toBe(`https://${DOMAIN}`);
  });
});
