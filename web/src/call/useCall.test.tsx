// @vitest-environment jsdom
import '../test/setup';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallSignal } from './core/signals';
import { recall } from './core/stored';
import { agentIs, appointment, event, heard, NOW, SUMMARY, tool } from './fixtures';
import { loadConnection, PICK_UP_MS, useCall } from './useCall';

interface FakeLine {
  emit: (signal: CallSignal) => void;
  said: string[];
  closed: boolean;
}

const lines: FakeLine[] = [];

vi.mock('./connection', () => ({
  CallConnection: class {
    readonly line: FakeLine;
    constructor(emit: (signal: CallSignal) => void) {
      this.line = { emit, said: [], closed: false };
      lines.push(this.line);
    }
    connect = async () => {};
    microphone = async () => {};
    digits = async () => {};
    say = (text: string) => this.line.said.push(text);
    level = () => 0;
    close = () => {
      this.line.closed = true;
    };
  },
}));

function serve(answers: Record<string, [number, unknown]>) {
  const asked: { path: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, init });
    const [status, body] = answers[path] ?? [404, {}];
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
}

const TICKET: [number, unknown] = [201, { server_url: 'ws://x', participant_token: 'tok' }];
const newest = () => lines.at(-1) as FakeLine;

async function callStarted(mode: 'voice' | 'text' = 'voice', firstWords?: string) {
  const hook = renderHook(() => useCall('lotus', null));
  await act(async () => hook.result.current.actions.start(mode, firstWords));
  await waitFor(() => expect(lines.length).toBeGreaterThan(0));
  return hook;
}

beforeEach(() => {
  lines.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a call', () => {
  it('asks for a token with nothing in it but the zone and the practice, if one is named', async () => {
    const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const asked = serve({ '/api/token': TICKET });
    await callStarted();
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]).toMatchObject({ path: '/api/token', init: { method: 'POST' } });
    expect(JSON.parse(String(asked[0]?.init.body))).toEqual({ timezone });
  });

  it('says its first words and shows them', async () => {
    serve({ '/api/token': TICKET });
    const { result } = await callStarted('voice', 'I would like to cancel');
    expect(newest().said).toEqual(['I would like to cancel']);
    expect(result.current.call.timeline[0]).toMatchObject({ text: 'I would like to cancel' });
  });

  it('tells an overloaded server from an absent one', async () => {
    serve({ '/api/token': [429, {}] });
    const busy = await callStarted();
    await waitFor(() =>
      expect(busy.result.current.call.phase).toEqual({ name: 'failed', failure: 'busy' }),
    );
    serve({ '/api/token': [500, {}] });
    const broken = await callStarted();
    await waitFor(() =>
      expect(broken.result.current.call.phase).toEqual({ name: 'failed', failure: 'unreachable' }),
    );
  });

  it('gives up when nobody picks up, and hangs up', async () => {
    serve({ '/api/token': TICKET });
    await loadConnection();
    vi.useFakeTimers();
    const { result } = renderHook(() => useCall('lotus', null));
    await act(async () => result.current.actions.start('voice'));
    await act(async () => vi.advanceTimersByTimeAsync(PICK_UP_MS - 1));
    expect(result.current.call.phase.name).toBe('connecting');
    await act(async () => vi.advanceTimersByTimeAsync(1));
    expect(result.current.call.phase).toEqual({ name: 'failed', failure: 'unanswered' });
    expect(newest().closed).toBe(true);
  });

  it('waits as long again for an agent that has come but is not ready', async () => {
    serve({ '/api/token': TICKET });
    await loadConnection();
    vi.useFakeTimers();
    const { result } = renderHook(() => useCall('lotus', null));
    await act(async () => result.current.actions.start('voice'));
    await act(async () => vi.advanceTimersByTimeAsync(PICK_UP_MS - 1));
    act(() => newest().emit({ kind: 'agent', at: 1, state: 'initializing' }));
    await act(async () => vi.advanceTimersByTimeAsync(PICK_UP_MS - 1));
    expect(result.current.call.phase.name).toBe('connecting');
    await act(async () => vi.advanceTimersByTimeAsync(1));
    expect(result.current.call.phase).toEqual({ name: 'failed', failure: 'unanswered' });
  });

  it('hangs up at once when the page is left', async () => {
    serve({ '/api/token': TICKET });
    await callStarted();
    window.dispatchEvent(new Event('pagehide'));
    expect(newest().closed).toBe(true);
  });

  it('ignores what an earlier line still reports', async () => {
    serve({ '/api/token': TICKET });
    const { result } = await callStarted();
    const first = newest();
    await act(async () => result.current.actions.hangUp());
    await act(async () => result.current.actions.start('text'));
    await waitFor(() => expect(lines).toHaveLength(2));
    await act(async () => first.emit(heard('agent', 'late words')));
    expect(result.current.call.timeline).toEqual([]);
  });
});

describe('the record', () => {
  const booked = event(
    tool('book_appointment', 'success', {
      data: { appointment: appointment('1', '2026-01-29', '17:00') },
    }),
  );

  it('is fetched with the caller’s own token when the line went first', async () => {
    const asked = serve({ '/api/token': TICKET, '/api/calls/summary': [200, SUMMARY] });
    const { result } = await callStarted();
    await act(async () => newest().emit(agentIs('listening')));
    await act(async () => result.current.actions.hangUp());
    await waitFor(() => expect(result.current.call.summary).toEqual(SUMMARY), { timeout: 4000 });
    expect(asked.at(-1)?.init.headers).toEqual({ Authorization: 'Bearer tok' });
  });

  it('survives a reload in the middle of the call', async () => {
    serve({ '/api/token': TICKET });
    await callStarted();
    await act(async () => newest().emit(agentIs('listening')));
    await act(async () => newest().emit(booked));
    const again = renderHook(() => useCall('lotus', null));
    expect(again.result.current.call.phase.name).toBe('ended');
    expect(again.result.current.call.cards.changes).toHaveLength(1);
    expect(recall(sessionStorage, 'another practice')).toBeNull();
  });

  it('keeps no transcript in the tab', async () => {
    serve({ '/api/token': TICKET });
    await callStarted();
    await act(async () => newest().emit(heard('agent', 'a very private sentence')));
    await act(async () => newest().emit({ kind: 'disconnected', at: NOW, by: 'caller' }));
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('private');
  });
});
