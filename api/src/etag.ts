/**
 * Whether If-None-Match names this ETag (RFC 9110, 13.1.2: a list or `*`, compared weakly, for a proxy
 * that compresses weakens it).
 */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const own = etag.replace(/^W\//, '');
  return [...ifNoneMatch.matchAll(/"[^"]*"/g)].some(([known]) => known === own);
}
