/** An event that a dead letter holds. */
export type DeadEvent = {
  /** As it is sent again. */
  readonly body: unknown;
  /** The image that it tells of; undefined if it makes no sense. */
  readonly name: string | undefined;
  readonly reason: string | undefined;
  readonly description: string | undefined;
  /** How often it was delivered, or tried to be. */
  readonly deliveries: number;
  /** When the event happened, or else came here. */
  readonly since: Date;
};

/** What lies dead, and why. All texts may be of other people's making. */
export type DeadLetter = {
  /** A number for a message of the queue; the name of a blob of Event Grid's, which has slashes. */
  readonly id: string;
  readonly origin: 'queue' | 'event-grid';
  /** One, but for a blob of Event Grid's; none if the blob cannot be read. */
  readonly events: readonly DeadEvent[];
  /** The whole of it, to show. */
  readonly content: unknown;
};

/** What came of one dead letter; with an error it is where it was. */
export type Removal = { readonly letter: DeadLetter; readonly error?: unknown };

/** A place where dead letters lie. */
export type DeadLetterPlace = {
  list(): Promise<readonly DeadLetter[]>;
  /**
   * Takes those with these ids away for good, each after `before` has ended well. What somebody else
   * has taken meanwhile does not come.
   */
  remove(
    ids: ReadonlySet<string>,
    before: (letter: DeadLetter) => Promise<void>,
  ): AsyncIterable<Removal>;
};
