/** Who looks at images where nobody is named: this machine itself. */
export const DEFAULT_PROVIDER = 'on-device';

/** Who looks, by the environment; an empty value, as a copy of .env.example may have it, names nobody. */
export function visionProvider({ VISION_PROVIDER }: NodeJS.ProcessEnv): string {
  return VISION_PROVIDER || DEFAULT_PROVIDER;
}
