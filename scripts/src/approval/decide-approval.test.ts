import { describe, expect, it } from 'vitest';
import { decideApproval } from './decide-approval.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** As the REST API answers (docs: "Get an environment"). */
const REVIEWED = {
  id: 161088068,
  name: 'production',
  can_admins_bypass: false,
  protection_rules: [
    { id: 3736, type: 'wait_timer', wait_timer: 30 },
    {
      id: 3755,
      type: 'required_reviewers',
      prevent_self_review: true,
      reviewers: [{ type: 'User', reviewer: { login: 'octocat', id: 1 } }],
    },
    { id: 3756, type: 'branch_policy' },
  ],
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
};
/** What GitHub makes by itself of a name that a workflow uses. */
const MADE_SILENTLY = {
  id: 161088069,
  name: 'production',
  can_admins_bypass: true,
  protection_rules: [],
  deployment_branch_policy: null,
};

const decide = (environment: unknown, typed = '') =>
  decideApproval({ environment, commit: COMMIT, typed });

describe('a deployment to production', () => {
  it('goes on to the reviewers that are required', () => {
    expect(decide(REVIEWED)).toMatchObject({ mayGoOn: true, warnings: [] });
  });

  it.each([
    ['an environment that is missing', undefined],
    ['one that GitHub made silently', MADE_SILENTLY],
    [
      'one that only waits and looks at the branch',
      { protection_rules: [{ type: 'wait_timer' }, { type: 'branch_policy' }] },
    ],
    [
      'one whose reviewers have all left',
      { protection_rules: [{ type: 'required_reviewers', reviewers: [] }] },
    ],
  ])('stops at %s', (_, environment) => {
    expect(decide(environment).mayGoOn).toBe(false);
  });

  it('goes on without reviewers when a person typed its commit, whole', () => {
    expect(decide(MADE_SILENTLY, COMMIT).mayGoOn).toBe(true);
    expect(decide(MADE_SILENTLY, COMMIT.slice(0, 12)).mayGoOn).toBe(false);
    expect(decide(MADE_SILENTLY, 'yes').mayGoOn).toBe(false);
  });

  it('does not make a missing environment, whatever was typed', () => {
    expect(decide(undefined, COMMIT).mayGoOn).toBe(false);
  });

  it('says what weakens the approval', () => {
    const weak = {
      can_admins_bypass: true,
      protection_rules: [{ type: 'required_reviewers', reviewers: [{}] }],
    };

    expect(decide(weak).warnings).toHaveLength(2);
  });
});
