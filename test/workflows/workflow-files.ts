import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FOLDER = new URL('../../.github/workflows/', import.meta.url);

export type Step = {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
};

export type Job = {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string | { readonly name: string };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly concurrency?: { readonly 'cancel-in-progress'?: boolean };
};

export type Workflow = {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
};

/** The names of all workflows. */
export const WORKFLOWS = readdirSync(FOLDER);

export function workflowText(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

export function workflow(name: string): Workflow {
  return parse(workflowText(name)) as Workflow;
}

/** The jobs that one waits for, directly. */
export function needsOf({ needs = [] }: Job): readonly string[] {
  return typeof needs === 'string' ? [needs] : needs;
}
