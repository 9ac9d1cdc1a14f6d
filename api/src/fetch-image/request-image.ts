import { ClientRequest, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Problem } from '../problem.ts';
import type { Target } from './check-target.ts';

/** More than any server sends that means well; Node's own default, whatever NODE_OPTIONS says. */
const MAX_HEADER_BYTES = 16 * 1024;
/** A server may say 1xx as often as it likes; not here. The handshake of TLS counts too. */
const MAX_BYTES_BEFORE_ANSWER = 64 * 1024;

/** All that a stranger's server learns, besides the Host and `connection: close`. */
const HEADERS = {
  accept: 'image/*',
  'accept-encoding': 'identity',
  'user-agent': 'Blobscribe',
};

/**
 * Asks `target` once, at one of its checked addresses, and gives the answer as soon as its headers are
 * here. When `signal` aborts, the connection is gone, and with it an answer that is still under way.
 * @throws {Problem} 422 if there is no answer in HTTP; the reason of `signal` if that was why.
 */
export async function requestImage(target: Target, signal: AbortSignal): Promise<IncomingMessage> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = openRequest(target);
  let connection: ClientRequest | IncomingMessage = request;
  const giveUp = () => {
    reject(signal.reason);
    connection.destroy(signal.reason);
  };
  signal.addEventListener('abort', giveUp, { once: true });
  request.once('socket', (socket) => {
    socket.once('connect', () => {
      // Node dials a host that is an address by itself, without asking for a lookup. Nothing is sent
      // before this is known to be a checked one.
      if (target.allows(socket.remoteAddress)) request.end();
      else socket.destroy(new Error(`dialled ${socket.remoteAddress}`));
    });
  });
  request.on('information', () => {
    const tooMuch = (request.socket?.bytesRead ?? 0) > MAX_BYTES_BEFORE_ANSWER;
    if (tooMuch) request.destroy(new Error('too much before the answer'));
  });
  request.on('response', (response) => {
    connection = response;
    resolve(response);
  });
  request.on('error', (error) => reject(noAnswer(error)));
  // Without an error, after an upgrade for which nobody asked.
  request.on('close', () => reject(noAnswer()));
  return promise;
}

/**
 * Made by hand rather than with `http.request`, which instrumentation replaces: it would send our
 * traceparent to strangers, and their URLs, secrets included, into telemetry (measured).
 */
function openRequest({ url, host, port, addresses }: Target): ClientRequest {
  const isSecure = url.protocol === 'https:';
  return new ClientRequest({
    // An agent of its own, so that no connection is shared or kept.
    agent: isSecure ? new HttpsAgent() : new HttpAgent(),
    protocol: url.protocol,
    host,
    port,
    path: `${url.pathname}${url.search}`,
    headers: HEADERS,
    lookup: lookupOf(addresses),
    maxHeaderSize: MAX_HEADER_BYTES,
    insecureHTTPParser: false,
  });
}

/** Answers with the addresses that were checked: a second look at the DNS might find others. */
function lookupOf(addresses: Target['addresses']): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

function noAnswer(cause?: unknown): Problem {
  return new Problem('url-refused', 'The server of the URL gave no answer that can be read.', {
    cause,
  });
}
