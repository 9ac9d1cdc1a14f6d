import { type Job, needsOf, type Workflow } from './workflow-files.ts';

const REUSABLE = './.github/workflows/deploy-environment.yml';
const CHECK = 'node scripts/src/check-approval.ts production';
/** By these a job runs although one that it needs has failed or was passed over. */
const REGARDLESS = /\b(always|failure|cancelled)\s*\(|!\s*success/;

/** All ways in which production could be deployed unapproved, or something else than staging ran. */
export function productionFaults(deploy: Workflow, reusable: Workflow): string[] {
  const entries = Object.entries(deploy.jobs);
  const to = (environment: string) =>
    entries.filter(([, job]) => job.with?.environment === environment);
  const [staging, production] = [to('staging')[0], to('production')[0]];
  if (!staging || !production) return ['staging and production are not both deployed'];
  return [
    ...to('production').flatMap(([name]) => approvalFaults(deploy, name)),
    ...otherWays(deploy),
    ...digestFaults(staging, production, deploy),
    ...environmentFaults(reusable),
  ];
}

/** Production waits for a job that checks who approves, which waits for staging; nothing gets round it. */
function approvalFaults({ jobs }: Workflow, production: string): string[] {
  const before = ancestors(jobs, production);
  const approval = [...before].find((name) =>
    jobs[name]?.steps?.some(({ run }) => run?.includes(CHECK)),
  );
  if (!approval) return [`${production} does not wait for the check of its reviewers`];
  const steps = jobs[approval]?.steps ?? [];
  const check = steps.find(({ run }) => run?.includes(CHECK));
  const forgiving = [...before, production].filter((name) => REGARDLESS.test(jobs[name]?.if ?? ''));
  return [
    ...(check?.if || (check && 'continue-on-error' in check) || /\|\|/.test(check?.run ?? '')
      ? [`${approval} may go on although the check has failed`]
      : []),
    ...(jobs[approval] && 'continue-on-error' in jobs[approval]
      ? [`${approval} may fail and be passed over`]
      : []),
    ...forgiving.map((name) => `${name} runs although what it waits for has failed`),
    ...(isStagedBefore(jobs, approval) ? [] : [`${approval} does not wait for staging`]),
  ];
}

function isStagedBefore(jobs: Workflow['jobs'], name: string): boolean {
  return [...ancestors(jobs, name)].some((other) => jobs[other]?.with?.environment === 'staging');
}

/** Only the reusable workflow deploys, so no other job may be of production. */
function otherWays({ jobs }: Workflow): string[] {
  return Object.entries(jobs).flatMap(([name, { environment, uses }]) => {
    const named = typeof environment === 'string' ? environment : environment?.name;
    const strange = uses !== undefined && uses !== REUSABLE;
    return named === 'production' || strange ? [`${name} is another way to production`] : [];
  });
}

/** Both get the digests that the build gave out, by the same expressions. */
function digestFaults(
  [stagingName, staging]: [string, Job],
  [productionName, production]: [string, Job],
  { jobs }: Workflow,
): string[] {
  return ['api', 'job'].flatMap((image) => {
    const expression = String(staging.with?.[image] ?? '');
    const [, build = '', output = ''] =
      /^\$\{\{ needs\.(\w+)\.outputs\.(\w+) \}\}$/.exec(expression) ?? [];
    return [
      ...(production.with?.[image] === expression
        ? []
        : [`${productionName} takes another ${image} than ${stagingName}`]),
      ...(/steps\.\w+\.outputs\.digest/.test(jobs[build]?.outputs?.[output] ?? '')
        ? []
        : [`${image} is no digest of a build`]),
      ...(needsOf(staging).includes(build) && needsOf(production).includes(build)
        ? []
        : [`${image} is not of the build that both wait for`]),
    ];
  });
}

/** What is deployed is what was asked for, by its digest, in the environment that was asked for. */
function environmentFaults({ jobs }: Workflow): string[] {
  return Object.entries(jobs).flatMap(([name, { environment, env = {}, concurrency }]) => {
    const named = typeof environment === 'string' ? environment : environment?.name;
    return [
      ...(named === `\${{ inputs.environment }}` ? [] : [`${name} asks no environment`]),
      ...['api', 'job'].flatMap((image) =>
        env[`${image.toUpperCase()}_IMAGE`]?.endsWith(`/${image}@\${{ inputs.${image} }}`)
          ? []
          : [`${name} does not deploy the ${image} that it was given`],
      ),
      ...(concurrency?.['cancel-in-progress'] === false ? [] : [`${name} may be cancelled`]),
    ];
  });
}

function ancestors(jobs: Workflow['jobs'], name: string): Set<string> {
  const job = jobs[name];
  const direct = job ? needsOf(job) : [];
  return new Set(direct.flatMap((other) => [other, ...ancestors(jobs, other)]));
}
