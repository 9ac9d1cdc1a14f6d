import * as z from 'zod';

/** Where servers of models listen unless told otherwise. */
const USUAL = [
  { name: 'Ollama', url: 'http://127.0.0.1:11434/v1' },
  { name: 'LM Studio', url: 'http://127.0.0.1:1234/v1' },
  { name: 'vLLM', url: 'http://127.0.0.1:8000/v1' },
] as const;
const DEADLINE_MS = 500;
const MOST_MODELS = 3;

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) });
/** A name that a person can paste into a shell. */
const MODEL_NAME = /^[\w.:/@-]{1,80}$/;

type Server = { readonly name: string; readonly url: string };

export type ModelServer = Server & {
  /** Some of the models it says it has; which of them sees images it does not say. */
  readonly models: readonly string[];
};

/** The first server of models that answers on this machine; it is asked for its list and nothing else. */
export async function findModelServer(
  servers: readonly Server[] = USUAL,
): Promise<ModelServer | undefined> {
  const found = await Promise.all(servers.map(listModels));
  return found.find((server) => server !== undefined);
}

async function listModels(server: Server): Promise<ModelServer | undefined> {
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await fetch(`${server.url}/models`, { signal });
    const { data } = listSchema.parse(await response.json());
    const names = data.map(({ id }) => id).filter((id) => MODEL_NAME.test(id));
    return { ...server, models: names.slice(0, MOST_MODELS) };
  } catch {
    // Nobody there, or somebody else.
    return undefined;
  }
}
