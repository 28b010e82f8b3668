import { afterEach, describe, expect, it, vi } from 'vitest';
import { BOOKING, OPENINGS } from '../booking/fixtures';
import { calendarOf, cancelBooking, fetchOpenings, moveBooking, tokenIn } from './bookings';
import { Refused } from './http';

const TOKEN = 'k'.repeat(43);

function answers(status: number, body: unknown) {
  const asked = vi.fn(async (_path: string, _options?: RequestInit) => {
    return new Response(JSON.stringify(body), { status });
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe('the address of a booking', () => {
  it('names its token and its calendar file', () => {
    expect(tokenIn(`/b/${TOKEN}`)).toBe(TOKEN);
    expect(tokenIn(`/b/${TOKEN}/`)).toBe(TOKEN);
    for (const path of ['/', '/b', '/b/', '/b/a/b', '/c/x']) expect(tokenIn(path)).toBeNull();
    expect(calendarOf(`/b/${TOKEN}`)).toBe(`/api/bookings/${TOKEN}.ics`);
    expect(calendarOf('/elsewhere')).toBeNull();
  });
});

describe('what is sent', () => {
  it('is the version that was seen, and the fee only when it was shown', async () => {
    const asked = answers(200, BOOKING);
    await cancelBooking(TOKEN, BOOKING);
    await cancelBooking(TOKEN, { ...BOOKING, fee_notice: 'There is a fee of 25.' });
    const bodies = asked.mock.calls.map(([, options]) => JSON.parse(String(options?.body)));
    expect(bodies).toEqual([
      { version: 1, agrees_to_fee: false },
      { version: 1, agrees_to_fee: true },
    ]);
  });

  it('names the day that is looked at', async () => {
    const asked = answers(200, OPENINGS);
    await fetchOpenings(TOKEN, null);
    await fetchOpenings(TOKEN, '2026-01-30');
    expect(asked.mock.calls.map(([path]) => path)).toEqual([
      `/api/bookings/${TOKEN}/openings`,
      `/api/bookings/${TOKEN}/openings?day=2026-01-30`,
    ]);
  });
});

describe('a refusal', () => {
  it('keeps its code and the line for the caller', async () => {
    answers(409, { code: 'slot_taken', message: 'That time has just been taken.' });
    const [to] = OPENINGS.openings;
    const error = to && (await moveBooking(TOKEN, BOOKING, to).catch((caught) => caught));
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({ code: 'slot_taken', line: 'That time has just been taken.' });
  });
});
