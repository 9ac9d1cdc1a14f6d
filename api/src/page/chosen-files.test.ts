import { describe, expect, it } from 'vitest';
import { chooseFiles } from './chosen-files.ts';

function file(name: string, type: string) {
  return { name, file: new File([''], name.split('/').at(-1) ?? '', { type }) };
}

describe('choosing files', () => {
  it('takes the images of a folder and counts what else is in it', () => {
    const { images, leftOut } = chooseFiles([
      file('trip/a.jpg', 'image/jpeg'),
      file('trip/scan.TIFF', ''),
      file('trip/notes.txt', 'text/plain'),
      file('trip/.DS_Store', ''),
    ]);

    expect(images.map(({ name }) => name)).toEqual(['trip/a.jpg', 'trip/scan.TIFF']);
    expect(leftOut).toBe(2);
  });

  it('takes what was picked by hand, whatever it is', () => {
    expect(chooseFiles([file('notes.txt', 'text/plain')])).toMatchObject({ leftOut: 0 });
  });

  it('keeps the end of a path that is too long', () => {
    const { images } = chooseFiles([file(`${'deep/'.repeat(300)}a.png`, 'image/png')]);

    expect(images[0]?.name).toHaveLength(1_024);
    expect(images[0]?.name).toMatch(/deep\/a\.png$/);
  });
});
