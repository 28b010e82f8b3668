// @vitest-environment jsdom
import '../test/setup';
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BOOKING } from '../booking/fixtures';
import { LOOK_EVERY_MS, useWaiting } from './useWaiting';

const WAITING = { practice: BOOKING.practice, state: 'waiting', held: null, booking: null };
const OFFERED = { ...WAITING, state: 'offered', held: { offer: '7c1d' } };

const asked = vi.fn(async (_path: string, _options?: RequestInit) => Response.json(WAITING));

beforeEach(() => {
  vi.useFakeTimers();
  asked.mockReset();
  asked.mockImplementation(async () => Response.json(WAITING));
  vi.stubGlobal('fetch', asked);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms));

describe('an open page', () => {
  it('sees a time that comes free without being asked', async () => {
    const { result } = renderHook(() => useWaiting('token'));
    await settle();
    expect(result.current[0]).toMatchObject({ phase: 'shown', waiting: { state: 'waiting' } });
    asked.mockImplementation(async () => Response.json(OFFERED));
    await settle(LOOK_EVERY_MS);
    expect(result.current[0]).toMatchObject({ waiting: { state: 'offered' } });
  });

  it('asks no more once it is over', async () => {
    asked.mockImplementation(async () => Response.json({ ...WAITING, state: 'over' }));
    renderHook(() => useWaiting('token'));
    await settle();
    await settle(3 * LOOK_EVERY_MS);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('shows how it stands after a refusal, and why', async () => {
    const { result } = renderHook(() => useWaiting('token'));
    await settle();
    const refusal = { code: 'offer_expired', message: 'Too late.' };
    asked.mockImplementationOnce(async () => Response.json(refusal, { status: 409 }));
    act(() => result.current[1].change('take', null));
    expect(result.current[0]).toMatchObject({ busy: true });
    await settle();
    expect(result.current[0]).toMatchObject({ busy: false, refused: 'Too late.' });
  });

  it('tells a link that leads nowhere from a server that does not answer', async () => {
    asked.mockImplementation(async () => Response.json({}, { status: 404 }));
    const { result } = renderHook(() => useWaiting('token'));
    await settle();
    expect(result.current[0]).toEqual({ phase: 'gone' });
    asked.mockImplementation(async () => Response.json({}, { status: 503 }));
    act(() => result.current[1].load());
    await settle();
    expect(result.current[0]).toEqual({ phase: 'unreachable' });
  });
});
