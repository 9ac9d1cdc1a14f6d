import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Asset, prepareAsset } from './asset.ts';
import { stripTypes } from './strip-types.ts';

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const TYPES: Readonly<Record<string, string>> = {
  '.ts': JAVASCRIPT,
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const PAGE = new URL('../page/', import.meta.url);
const DATA_SET = resolve(import.meta.url, '@blobscribe/core/data-set/export-data-set');
const FFLATE = new URL('esm/browser.js', resolve(DATA_SET, 'fflate/package.json'));

/** The HTML of the page. */
export function readPage(): string {
  return readFileSync(new URL('index.html', PAGE), 'utf8');
}

/** The page's own modules without their types, its styles and its mark, by the path they have. */
export function readPageFiles(): Map<string, Asset> {
  return readFolder(PAGE, '/page/');
}

/** The writers of data sets, the same that the API uses, and the compressor that they need. */
export function readDataSetFiles(): Map<string, Asset> {
  const files = readFolder(new URL('.', DATA_SET), '/page/core/data-set/');
  return files.set('/page/fflate.js', prepareAsset(readFileSync(FFLATE, 'utf8'), JAVASCRIPT));
}

function readFolder(folder: URL, path: string): Map<string, Asset> {
  const names = readdirSync(folder).filter((name) => !/^test-|\.test\.ts$/.test(name));
  return new Map(
    names.flatMap((name) => {
      const type = TYPES[extname(name)];
      return type ? [[path + name, readAsset(new URL(name, folder), type)] as const] : [];
    }),
  );
}

function readAsset(file: URL, type: string): Asset {
  const text = readFileSync(file, 'utf8');
  return prepareAsset(type === JAVASCRIPT ? stripTypes(text) : text, type);
}

function resolve(from: string | URL, name: string): URL {
  return pathToFileURL(createRequire(from).resolve(name));
}
