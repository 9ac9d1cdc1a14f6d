import { answerParent } from '../../child/answer-parent.ts';
import { type Reply, wantedSchema } from './eyes-messages.ts';
import { openEyes } from './look-at.ts';

const [folder = ''] = process.argv.slice(2);
const eyes = openEyes(folder);
// Whoever asks first is told.
eyes.catch(() => {});

answerParent(wantedSchema, async (jpeg, wanted): Promise<Reply> => {
  const lookAt = await eyes;
  return { kind: 'seen', ...(await lookAt(jpeg, wanted)) };
});
