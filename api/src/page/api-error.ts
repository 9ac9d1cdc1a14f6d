/** An answer of the API that is no success; the message is for people. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** What an answer that is no success says, as an error: the `detail` of its problem details. */
export async function readProblem(response: Response): Promise<ApiError> {
  const text = await response.text();
  return new ApiError(response.status, detailOf(text) ?? `The API answered ${response.status}.`);
}

/** The sentence to show a person for whatever was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  // What fetch throws when there is no answer at all.
  if (error instanceof TypeError) return 'The API cannot be reached. Is the connection there?';
  return error instanceof Error ? error.message : String(error);
}

function detailOf(text: string): string | undefined {
  try {
    const problem: { detail?: unknown; title?: unknown } = JSON.parse(text);
    const sentence = problem.detail ?? problem.title;
    return typeof sentence === 'string' ? sentence : undefined;
  } catch (error) {
    // A proxy on the way may answer in HTML.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
