import * as z from 'zod';

const environmentSchema = z.object({
  can_admins_bypass: z.boolean().optional(),
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        reviewers: z.array(z.unknown()).optional(),
        prevent_self_review: z.boolean().optional(),
      }),
    )
    .default([]),
});

export type Decision = {
  readonly mayGoOn: boolean;
  readonly why: string;
  /** What weakens the approval without taking it away. */
  readonly warnings: readonly string[];
};

export type Asked = {
  /** GitHub's answer of an environment, or undefined if there is none of that name. */
  readonly environment: unknown;
  /** The commit that is to be deployed. */
  readonly commit: string;
  /** What a person typed who dispatched the workflow, empty if nobody did. */
  readonly typed: string;
};

/**
 * Whether a deployment may go on to an environment, because a person is asked before, or was: GitHub makes a
 * missing environment silently, without reviewers, and private repositories of some plans can have none.
 * @throws {z.ZodError} if the answer is none of GitHub's.
 */
export function decideApproval({ environment, commit, typed }: Asked): Decision {
  const byHand = typed !== '' && typed === commit;
  if (environment === undefined) {
    return no('The environment does not exist; GitHub would make it without reviewers');
  }
  const { protection_rules: rules, can_admins_bypass: bypass } =
    environmentSchema.parse(environment);
  const review = rules.find(
    ({ type, reviewers = [] }) => type === 'required_reviewers' && reviewers.length > 0,
  );
  if (review) {
    const warnings = [
      ...(review.prevent_self_review ? [] : ['who started it may approve it alone']),
      ...(bypass === false ? [] : ['administrators may pass the reviewers by']),
    ];
    return { mayGoOn: true, why: 'Its reviewers are asked next', warnings };
  }
  if (byHand) return { mayGoOn: true, why: 'A person typed this commit', warnings: [] };
  if (typed !== '') return no('What was typed is not the commit that this run deploys');
  return no('It has no required reviewers');
}

function no(why: string): Decision {
  return { mayGoOn: false, why, warnings: [] };
}
