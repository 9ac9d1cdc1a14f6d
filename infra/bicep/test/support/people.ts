/** Settings that name everybody and everything that an environment can do without. */
export const OPERATOR = '00000000-0000-4000-8000-00000000000a';
export const DROPPER = '00000000-0000-4000-8000-00000000000b';
export const OPEN_AI = {
  location: 'swedencentral',
  model: 'gpt-4.1-mini',
  version: '2025-04-14',
  capacity: 50,
};
export const N8N = { image: 'docker.io/n8nio/n8n:2.41.2' };
export const REPOSITORY = { owner: 'acme', ownerId: '42', name: 'prompts', id: '4711' };

export const EVERYTHING = {
  operators: [OPERATOR],
  droppers: [DROPPER],
  openAi: OPEN_AI,
  repository: REPOSITORY,
  n8n: N8N,
  domain: 'prompts.example.org',
  mail: ['people@example.org'],
};
