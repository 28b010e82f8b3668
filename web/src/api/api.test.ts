import { afterEach, describe, expect, it, vi } from 'vitest';
import { browserOf } from '../call/core/browser';
import { endedBy } from '../call/core/ending';
import { readEvent } from '../call/core/wire';
import { SUMMARY } from '../call/fixtures';
import { fetchSummary } from './calls';

const atOnce = async () => {};
const never = new AbortController().signal;

function answers(...statuses: number[]) {
  const asked = vi.fn(async () => {
    const status = statuses[Math.min(asked.mock.calls.length, statuses.length) - 1] ?? 404;
    return new Response(JSON.stringify(SUMMARY), { status });
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe('the record by REST', () => {
  it('is asked for again while it is not written yet', async () => {
    const asked = answers(404, 404, 200);
    expect(await fetchSummary('tok', never, atOnce)).toEqual(SUMMARY);
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('is given up at once when the token is refused, and at last when it never comes', async () => {
    const refused = answers(401);
    expect(await fetchSummary('tok', never, atOnce)).toBeNull();
    expect(refused).toHaveBeenCalledTimes(1);
    const absent = answers(404);
    expect(await fetchSummary('tok', never, atOnce)).toBeNull();
    expect(absent.mock.calls.length).toBeGreaterThan(3);
  });
});

describe('the wire', () => {
  it('lets through only what looks like an event', () => {
    expect(readEvent(JSON.stringify(SUMMARY))).toEqual(SUMMARY);
    for (const text of ['', 'null', '[]', '{"type":"other"}', '{"type":1}', 'not json']) {
      expect(readEvent(text)).toBeNull();
    }
  });

  it('tells who ended the call', () => {
    expect(endedBy(5, false)).toBe('practice');
    expect(endedBy(undefined, false)).toBe('network');
    expect(endedBy(1, true)).toBe('caller');
  });
});

describe('the browser', () => {
  const chrome =
    'Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36';
  it.each([
    [chrome, 'chrome'],
    [`${chrome} Edg/156.0`, 'edge'],
    ['Mozilla/5.0 (X11; rv:150.0) Gecko/20100101 Firefox/150.0', 'firefox'],
    ['Mozilla/5.0 (Macintosh) AppleWebKit/605 Version/26 Safari/605', 'safari'],
    ['Mozilla/5.0 (iPhone) AppleWebKit/605 Version/26 Mobile Safari/604', 'safari-ios'],
    ['Mozilla/5.0 (iPhone) AppleWebKit/605 CriOS/150 Safari/604', 'other'],
    ['curl/8', 'other'],
  ])('%s', (agent, name) => expect(browserOf(agent)).toBe(name));
});
