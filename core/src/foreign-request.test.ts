import { describe, expect, it } from 'vitest';
import { foreignRequest, loopbackHosts, loopbackOrigins } from './foreign-request.ts';

const own = { hosts: loopbackHosts(8080), origins: loopbackOrigins(8080) };
const tool = { host: '127.0.0.1:8080', origin: undefined, secFetchSite: undefined };

describe('a request to this machine', () => {
  it.each([
    ['from a tool', tool],
    ['under the name localhost', { ...tool, host: 'LOCALHOST:8080' }],
    ['over IPv6', { ...tool, host: '[::1]:8080' }],
    ['from its own page', { ...tool, origin: 'http://localhost:8080', secFetchSite: 'cross-site' }],
    ['typed into a browser', { ...tool, secFetchSite: 'none' }],
  ])('%s is its own', (_, request) => {
    expect(foreignRequest(request, own)).toBeUndefined();
  });

  it.each([
    ['under a rebound name', { ...tool, host: 'evil.example:8080' }],
    ['at another port', { ...tool, host: '127.0.0.1:9' }],
    ['without a Host', { ...tool, host: undefined }],
    ['from a script of another page', { ...tool, origin: 'https://evil.example' }],
    ['from a sandboxed frame', { ...tool, origin: 'null' }],
    ['from a link or form of another page', { ...tool, secFetchSite: 'cross-site' }],
  ])('%s is foreign', (_, request) => {
    expect(foreignRequest(request, own)).toBeTypeOf('string');
  });
});
