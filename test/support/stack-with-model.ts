import { type TestStack, temporaryStack } from './stack.ts';
import { startVisionService, type VisionService } from './vision-service.ts';

export type StackWithModel = {
  readonly stack: TestStack;
  /** Counts what is asked of the model. */
  readonly service: VisionService;
  stop(): Promise<void>;
};

/** A whole pipeline whose images are looked at by a model, which is a stand-in. */
export async function stackWithModel(
  environment: Record<string, string> = {},
): Promise<StackWithModel> {
  const service = await startVisionService();
  const stack = await temporaryStack({
    VISION_PROVIDER: 'openai',
    OPENAI_API_KEY: 'a-key',
    OPENAI_BASE_URL: `${service.endpoint}/v1`,
    ...environment,
  });
  return {
    stack,
    service,
    async stop() {
      await stack.stop();
      await service.close();
    },
  };
}
