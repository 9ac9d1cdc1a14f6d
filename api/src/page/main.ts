import { createAnnouncer } from './announcer.ts';
import { createApi } from './api.ts';
import { createCall } from './call.ts';
import { chooseFiles, type NamedFile } from './chosen-files.ts';
import { connectDownloads } from './downloads.ts';
import { find } from './element.ts';
import { createGallery, hasFile, type Image } from './gallery.ts';
import { createKeyDialog } from './key-dialog.ts';
import { createKeyRing } from './key-ring.ts';
import { createLimits } from './limits.ts';
import { createSendFiles } from './send-files.ts';
import { createSendUrl, nameOfUrl } from './send-url.ts';
import { leftOutSentence, progressSentence } from './sentences.ts';
import { takeChoices } from './take-choices.ts';
import { takeDrops } from './take-drops.ts';
import { takePastes } from './take-pastes.ts';
import { connectTargetSelect } from './target-select.ts';

const announce = createAnnouncer(find('live', HTMLParagraphElement));
const notice = find('notice', HTMLParagraphElement);
const tally = find('counts', HTMLParagraphElement);
const keys = createKeyRing(sessionStorage, createKeyDialog());
const api = createApi(createCall(keys, (path, init) => fetch(path, init)));
const limits = createLimits();
const sendFiles = createSendFiles(api, limits);
const sendUrl = createSendUrl(api, limits);
const gallery = createGallery(find('cards', HTMLOListElement), onChange);

const downloads = new Map(
  (['jsonl', 'csv', 'zip'] as const).map((format) => [
    format,
    find(`save-${format}`, HTMLButtonElement),
  ]),
);

function onChange(settled?: Image): void {
  const counts = gallery.counts();
  const sentence = progressSentence(counts);
  tally.textContent = sentence;
  for (const button of downloads.values()) button.disabled = counts.done + counts.failed === 0;
  const state = settled?.state();
  announce(state?.kind === 'failed' ? `${settled?.name}: ${state.reason} ${sentence}` : sentence);
}

function takeFiles(files: readonly NamedFile[]): void {
  const { images, leftOut } = chooseFiles(files);
  notice.textContent = leftOutSentence(leftOut);
  if (images.length === 0) return;
  document.body.classList.add('has-results');
  void sendFiles(gallery.add(images).filter(hasFile));
}

function takeUrl(url: string): void {
  document.body.classList.add('has-results');
  for (const image of gallery.add([{ name: nameOfUrl(url) }])) void sendUrl(url, image);
}

find('url-form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  const field = find('url', HTMLInputElement);
  takeUrl(field.value);
  field.value = '';
});
takeChoices(takeFiles);
takeDrops(find('drop-zone', HTMLDivElement), takeFiles);
takePastes({ onFiles: takeFiles, onUrl: takeUrl });
connectTargetSelect(find('target', HTMLSelectElement), gallery.select);
connectDownloads(downloads, () => ({ rows: gallery.rows(), target: gallery.target() }));
