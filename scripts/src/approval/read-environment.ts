type Environment = Readonly<Record<string, string | undefined>>;

/**
 * GitHub's answer of a repository's environment, or undefined if there is none of that name
 * (REST API, "Get an environment"), read with the variables that a workflow has.
 * @throws {Error} if GitHub does not answer, or refuses.
 */
export async function readEnvironment(name: string, variables: Environment): Promise<unknown> {
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GH_TOKEN: token } = variables;
  const response = await fetch(`${api}/repos/${repository}/environments/${name}`, {
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
    },
    signal: AbortSignal.timeout(30_000),
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`GitHub answered ${response.status} of environment ${name}`);
  return response.json();
}
