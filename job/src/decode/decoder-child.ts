import { ImageFailure } from '@blobscribe/core/failure';
import { answerParent } from '../child/answer-parent.ts';
import { giveBack } from '../pixels/give-back.ts';
import { type Reply, wantedSchema } from './decoder-messages.ts';
import { inspect } from './inspect.ts';

answerParent(wantedSchema, async (file, wanted): Promise<Reply> => {
  try {
    const inspected = await inspect(file, wanted);
    giveBack(file);
    return { kind: 'inspected', inspected };
  } catch (error) {
    if (!(error instanceof ImageFailure)) throw error;
    const { code, detail } = error;
    return { kind: 'failed', code, ...(detail !== undefined && { detail }) };
  }
});
