/** A node of an n8n workflow, as its files have them. */
export type Node = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly position: readonly [number, number];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly [more: string]: unknown;
};

/** A node with the place that the editor shows it at, in columns and rows. */
export function node(
  [column, row]: readonly [number, number],
  name: string,
  [type, typeVersion]: readonly [string, number],
  parameters: Node['parameters'],
  more: Readonly<Record<string, unknown>> = {},
): Node {
  return {
    id: name.toLowerCase().replaceAll(/\W+/g, '-'),
    name,
    type: `n8n-nodes-base.${type}`,
    typeVersion,
    position: [column * 220, row * 180],
    parameters,
    ...more,
  };
}

/** True goes to the first output, false to the second. */
export function either(place: readonly [number, number], name: string, expression: string): Node {
  return node(place, name, ['if', 2.2], {
    conditions: {
      combinator: 'and',
      options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
      conditions: [
        {
          id: 'it',
          leftValue: `={{ ${expression} }}`,
          rightValue: '',
          operator: { type: 'boolean', operation: 'true', singleValue: true },
        },
      ],
    },
    options: {},
  });
}

/** Answers who called; what comes after it goes on. */
export function answer(
  place: readonly [number, number],
  name: string,
  status: number,
  body: string,
): Node {
  return node(place, name, ['respondToWebhook', 1.1], {
    respondWith: 'json',
    responseBody: body,
    options: { responseCode: status },
  });
}
