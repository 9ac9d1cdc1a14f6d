import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { isCloud } from './hosts.ts';
import { INSTRUCTIONS, REQUEST, RESPONSE_FORMAT } from './openai-schema.ts';

/** A scene takes some three hundred; a model that thinks first takes the rest. */
const MAX_OUTPUT_TOKENS = 4000;

/** How a model at that address is asked for the scene of a JPEG. */
export function createRequestBuilder(
  model: string,
  baseUrl: string,
): (jpeg: Buffer) => ChatCompletionCreateParamsNonStreaming {
  // OpenAI's newer models refuse the older name of the limit; servers on one's own machine pass over
  // the newer one. https://github.com/ollama/ollama/issues/7125
  const limit = isCloud(baseUrl)
    ? { max_completion_tokens: MAX_OUTPUT_TOKENS }
    : { max_tokens: MAX_OUTPUT_TOKENS };
  return (jpeg) => ({
    model,
    messages: [
      { role: 'system', content: INSTRUCTIONS },
      {
        role: 'user',
        content: [
          { type: 'text', text: REQUEST },
          {
            type: 'image_url',
            image_url: {
              url: `data:image/jpeg;base64,${jpeg.toString('base64')}`,
              // Low detail is 512 pixels: neither words nor small things are seen.
              detail: 'high',
            },
          },
        ],
      },
    ],
    // No temperature: models that think refuse any but their own.
    response_format: RESPONSE_FORMAT,
    ...limit,
  });
}
