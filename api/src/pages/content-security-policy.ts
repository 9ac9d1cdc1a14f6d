import { createHash } from 'node:crypto';

export type Directives = Readonly<Record<string, readonly string[]>>;

/** Nothing is allowed that `directives` does not name; no frame, no form, no other base. */
export function contentSecurityPolicy(directives: Directives): string {
  const all: Directives = {
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    ...directives,
  };
  return Object.entries(all)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** The sources that let the inline scripts of a page run, and no other inline script. */
export function inlineScriptHashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  return scripts.map(([, script = '']) => {
    return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  });
}
