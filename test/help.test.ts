import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './support/command.ts';
import { dataFolder, type TestStack, temporaryStack } from './support/stack.ts';

const EXAMPLES = fileURLToPath(new URL('../examples', import.meta.url));
/** A terminal as it opens, with a line for the call and one for the next. */
const SCREEN = { columns: 80, lines: 24 - 2 };

const COMMANDS = [
  ...[
    [],
    ['describe'],
    ['batch'],
    ['export'],
    ['watch'],
    ['models'],
    ['keys'],
    ['smoke'],
    ['cost'],
  ],
  ...[['drill'], ['notify'], ['queue'], ['queue', 'list'], ['queue', 'show']],
  ...[
    ['queue', 'redrive'],
    ['queue', 'discard'],
  ],
];

async function help(command: string[]): Promise<string[]> {
  const { status, stdout } = await runCommand([...command, '--help']);
  expect(status).toBe(0);
  return stdout.trimEnd().split('\n');
}

/** The words of the example, as a shell has them. */
function example(lines: readonly string[]): string[] {
  const line = lines.find((text) => text.startsWith('Example: ')) ?? '';
  const [, command = '', rest = ''] = /npm run (?:-s )?(\w+)(?: -- (.*))?$/.exec(line) ?? [];
  return [command, ...rest.split(' ').filter((word) => word !== '')];
}

describe('the help', () => {
  it.each(COMMANDS.map((command) => [command.join(' ') || 'of all', command] as const))(
    '%s fits a screen, with an example',
    async (_, command) => {
      const lines = await help(command);

      expect(lines.length).toBeLessThanOrEqual(SCREEN.lines);
      expect(lines.filter((line) => [...line].length > SCREEN.columns)).toEqual([]);
      expect(example(lines)[0]).toBe(command[0] ?? 'describe');
    },
  );
});

describe('an example of the help, as pasted,', () => {
  let stack: TestStack;
  let place: Awaited<ReturnType<typeof dataFolder>>;

  beforeAll(async () => {
    [stack, place] = await Promise.all([temporaryStack(), dataFolder()]);
    await cp(EXAMPLES, join(place.path, 'examples'), { recursive: true });
  });

  afterAll(async () => {
    await stack?.stop();
    await place?.remove();
  });

  it.each([[['describe']], [['batch']], [['export']], [['keys']], [['cost']], [['queue', 'list']]])(
    'does what it says: %j',
    async (command) => {
      const [name = '', ...args] = example(await help(command));
      const data = ['keys', 'cost'].includes(name) ? [] : ['--data', stack.data];

      const ended = await runCommand([name, ...args, ...data], { cwd: place.path });

      expect(ended).toMatchObject({ status: 0 });
    },
  );
});
