import { describe, expect, it } from 'vitest';
import { agentIs, callAfter, event, heard, NOW, SUMMARY, tool } from '../fixtures';
import { nextCall, presence } from './model';

const requested = { kind: 'requested', at: NOW, mode: 'voice' } as const;

describe('phase', () => {
  it('is a call when the agent is there, not when it was asked for', () => {
    expect(callAfter(requested).phase.name).toBe('connecting');
    expect(callAfter(requested, { kind: 'agent', at: NOW, state: 'initializing' }).phase.name).toBe(
      'connecting',
    );
    expect(callAfter(requested, agentIs('listening')).phase.name).toBe('live');
    expect(callAfter(requested, heard('agent', 'Hello')).phase.name).toBe('live');
  });

  it('ignores a second request while a call runs', () => {
    const call = callAfter(requested, heard('agent', 'Hello'));
    expect(nextCall(call, requested)).toBe(call);
  });

  it('reconnects and goes on with the same clock', () => {
    const before = callAfter(requested, agentIs('listening'));
    const lost = nextCall(before, { kind: 'reconnecting' });
    expect(presence(lost)).toBe('reconnecting');
    expect(nextCall(lost, { kind: 'reconnected' }).phase).toEqual(before.phase);
  });

  it('shows the face while there is one, and forgets it with the next call', () => {
    const shown = callAfter(requested, agentIs('listening'), { kind: 'face', shown: true });
    expect(shown.face).toBe(true);
    expect(nextCall(shown, { kind: 'face', shown: false }).face).toBe(false);
    const over = nextCall(shown, { kind: 'disconnected', at: NOW, by: 'practice' });
    expect(nextCall(over, requested).face).toBe(false);
  });

  it('tells who ended it and after how long', () => {
    const call = callAfter(
      requested,
      { kind: 'agent', at: NOW, state: 'listening' },
      {
        kind: 'disconnected',
        at: NOW + 61_400,
        by: 'practice',
      },
    );
    expect(call.phase).toEqual({ name: 'ended', by: 'practice', seconds: 61 });
  });

  it('returns to the first screen when the caller gives up waiting', () => {
    const call = callAfter(requested, { kind: 'disconnected', at: NOW, by: 'caller' });
    expect(call.phase.name).toBe('idle');
  });

  it('keeps a failure when the line closes after it', () => {
    const call = callAfter(
      requested,
      { kind: 'failed', at: NOW, failure: 'unanswered' },
      { kind: 'disconnected', at: NOW, by: 'caller' },
    );
    expect(call.phase).toEqual({ name: 'failed', failure: 'unanswered' });
  });
});

describe('presence', () => {
  it('looks at the diary while a tool runs, and until the agent speaks of it', () => {
    const asked = [requested, agentIs('thinking'), heard('caller', 'Thursday?')];
    expect(presence(callAfter(...asked))).toBe('thinking');
    const looking = [...asked, event(tool('fetch_slots', 'started'))];
    expect(presence(callAfter(...looking))).toBe('diary');
    const found = [...looking, event(tool('fetch_slots', 'success', { data: { slots: [] } }))];
    expect(presence(callAfter(...found))).toBe('diary');
    expect(presence(callAfter(...found, agentIs('speaking')))).toBe('speaking');
  });
});

describe('record', () => {
  it('clears everything of the last call when a new one begins', () => {
    const first = callAfter(requested, heard('agent', 'Hello'), event(SUMMARY), {
      kind: 'disconnected',
      at: NOW,
      by: 'caller',
    });
    const second = nextCall(first, { ...requested, mode: 'text' });
    expect(second.timeline).toEqual([]);
    expect(second.summary).toBeNull();
    expect(second.sound).toBe(false);
  });

  it('takes a summary that comes after it was given up', () => {
    const call = callAfter(requested, { kind: 'summary_missing' }, event(SUMMARY));
    expect(call.summaryMissing).toBe(false);
    expect(call.summary).toEqual(SUMMARY);
  });

  it('knows a goodbye from a call that just ended', () => {
    expect(callAfter(event(tool('end_conversation', 'started'))).goodbye).toBe(true);
    expect(callAfter(event(tool('fetch_slots', 'started'))).goodbye).toBe(false);
  });
});
