/** Who asks. A tenant sees what is its own and nothing else. */
export type Caller = {
  readonly tenant: string;
  /** May read `drop/` too, the people's own namespace. */
  readonly readsDrop: boolean;
};

/**
 * Tells from a request's headers who asks.
 * @throws {Problem} 401 for nobody we know, 403 for somebody who may not, 503 if it cannot be found out.
 */
export type Authenticate = (headers: Headers) => Promise<Caller>;

/** What every handler finds in its context. */
export type ApiEnv = {
  Variables: {
    caller: Caller;
    requestId: string;
    /** Those that this answer has whatever it says, until it has them. */
    answerHeaders: Record<string, string> | undefined;
  };
};
