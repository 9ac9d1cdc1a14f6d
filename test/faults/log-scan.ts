import type { Execution } from './launcher.ts';
import { CAMERA_MAKE, CAMERA_MODEL } from './numbered-jpeg.ts';
import { OCR_TEXT } from './vision-reply.ts';

const SECRETS: Readonly<Record<string, RegExp>> = {
  'a SAS signature': /[?&;]sig=(?!…)/i,
  'an account key': /Eby8vdM02xNOcqFl|AccountKey=(?!…)/i,
  'a Service Bus key': /SharedAccessKey=(?!…)/i,
  'the key of the vision service': /\ba-key\b/,
  'an EXIF value': new RegExp(`${CAMERA_MAKE}|${CAMERA_MODEL}|47\\.7965|11\\.1864`),
  'text of an image': new RegExp(OCR_TEXT, 'i'),
};

/** What no line of any process may say, and who said it. */
export function scanLogs(executions: readonly Execution[]): string[] {
  return executions.flatMap(({ name, lines }) =>
    Object.entries(SECRETS)
      .filter(([, pattern]) => lines.some((line) => pattern.test(line)))
      .map(([what]) => `${name} logs ${what}`),
  );
}
