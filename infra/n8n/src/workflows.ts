import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Kind, workflowOf } from './workflow.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

type Named = Omit<Kind, 'code'> & { readonly file: string; readonly message: string };

/** PATH is filled by import.ts with the part that nobody guesses. */
const KINDS: readonly Named[] = [
  {
    file: 'deployments.json',
    message: 'deployments',
    id: 'blobscribeDeploy',
    name: 'Blobscribe: deployments',
    path: 'blobscribe/deployments',
    webhookId: 'a0c5d2a1-6f0e-4d3c-9d3b-7b1f0a9c2e01',
    knownBy: 'header',
  },
  {
    file: 'alerts.json',
    message: 'alerts',
    id: 'blobscribeAlerts',
    name: 'Blobscribe: alerts',
    path: 'PATH/alerts',
    webhookId: 'a0c5d2a1-6f0e-4d3c-9d3b-7b1f0a9c2e02',
    knownBy: 'query',
  },
  {
    file: 'pipeline-errors.json',
    message: 'pipelineErrors',
    id: 'blobscribeErrors',
    name: 'Blobscribe: pipeline errors',
    path: 'PATH/pipeline-errors',
    webhookId: 'a0c5d2a1-6f0e-4d3c-9d3b-7b1f0a9c2e03',
    knownBy: 'query',
  },
];

/** The texts of the files in workflows/, by their names. */
export async function workflowFiles(): Promise<ReadonlyMap<string, string>> {
  const files = KINDS.map(async ({ file, message, ...kind }) => {
    const workflow = workflowOf({ ...kind, code: await bundle(message) });
    return [file, `${JSON.stringify(workflow, null, 2)}\n`] as const;
  });
  return new Map(await Promise.all(files));
}

/** n8n takes one script for a node: ours with all that it imports. */
async function bundle(message: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${message} as message } from './messages.ts';`,
      resolveDir: HERE,
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'told',
    charset: 'utf8',
    absWorkingDir: HERE,
    target: 'es2022',
  });
  return outputFiles.map(({ text }) => text).join('');
}
