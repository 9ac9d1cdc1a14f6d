import type { Request, Response } from './requests.ts';
import { type Claim, checkJwt, checkSas, type Keys, type Verdict } from './token.ts';

export type CbsOptions = {
  readonly keys: Keys;
  /** Entra tokens are bearer secrets: they are taken over TLS only. */
  readonly isTls: boolean;
  readonly now: () => number;
  readonly onVerdict: (audience: string, verdict: Verdict) => void;
};

/** Answers put-token on `$cbs`. */
export function handlePutToken(
  request: Request,
  grant: (claim: Claim) => void,
  options: CbsOptions,
): Response {
  const properties = request.application_properties ?? {};
  if (properties.operation !== 'put-token' || typeof request.body !== 'string') {
    return respond(400, 'Expected operation put-token and a token in the body.');
  }
  const audience = String(properties.name ?? '');
  const verdict = check(String(properties.type), request.body, audience, options);
  options.onVerdict(audience, verdict);
  if ('refusal' in verdict) return respond(401, `Put token failed. ${verdict.refusal}`);
  grant(verdict.claim);
  return respond(202, 'Accepted');
}

function check(type: string, token: string, audience: string, options: CbsOptions): Verdict {
  const now = options.now();
  if (type === 'servicebus.windows.net:sastoken') {
    return checkSas(token, audience, options.keys, now);
  }
  if (type !== 'jwt') return { refusal: `Tokens of type ${type} are unknown.` };
  if (!options.isTls) return { refusal: 'Tokens of type jwt need TLS.' };
  return checkJwt(token, audience, now);
}

function respond(status: number, description: string): Response {
  return {
    application_properties: { 'status-code': status, 'status-description': description },
  };
}
