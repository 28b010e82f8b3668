import { describe, expect, it } from 'vitest';
import type { AppointmentView } from '../../api/events';
import { appointment, callAfter, event, PROPOSAL, SLOTS, slot, tool } from '../fixtures';
import { pickSlot } from './answers';
import { byDay, cardOfTheMoment, severalProviders } from './cards';
import { changesOf } from './changes';
import type { CallSignal } from './signals';

const card = (...signals: CallSignal[]) => cardOfTheMoment(callAfter(...signals).cards);
const offered = event(tool('fetch_slots', 'success', { data: { slots: SLOTS } }));
const none = { ...PROPOSAL, action: null } as typeof PROPOSAL;
const NEW = appointment('1', '2026-01-29', '17:00');
const booked = event(tool('book_appointment', 'success', { data: { appointment: NEW } }));

describe('card of the moment', () => {
  it('is the offer, then the read-back, then the offer again after a no', () => {
    expect(card(offered)?.kind).toBe('slots');
    expect(card(offered, event(PROPOSAL))?.kind).toBe('proposal');
    expect(card(offered, event(PROPOSAL), event(none))?.kind).toBe('slots');
  });

  it('is the booked appointment once it is committed', () => {
    expect(card(offered, event(PROPOSAL), booked)).toEqual({
      kind: 'change',
      change: { action: 'booked', appointment: NEW },
    });
  });

  it('keeps the offer when booking failed', () => {
    const lost = event(tool('book_appointment', 'error', { data: { error: 'slot_taken' } }));
    expect(card(offered, lost)?.kind).toBe('slots');
  });

  it('goes when nothing is free', () => {
    const empty = event(tool('fetch_slots', 'success', { data: { slots: [] } }));
    expect(card(offered, empty)).toBeNull();
  });
});

describe('changes', () => {
  it('show an appointment once, as it last became', () => {
    const later = appointment('1', '2026-01-30', '09:00');
    const moved = event(
      tool('modify_appointment', 'success', {
        data: { appointment: later, was: NEW.starts_at },
      }),
    );
    expect(changesOf(callAfter(booked, moved))).toEqual([
      { action: 'moved', appointment: later, was: NEW.starts_at },
    ]);
  });

  it('are completed from the record when their events were lost with the line', () => {
    const other = { ...appointment('2', '2026-02-01', '09:00'), status: 'cancelled' as const };
    const summary = event({
      type: 'call_summary',
      summary: '',
      appointments: [NEW, other],
      user_preferences: { preferred_time: null, preferred_days: [] },
      cost_breakdown: { stt: 0, llm_input: 0, llm_output: 0, tts: 0, avatar: 0, total: 0 },
      duration_seconds: 10,
      timestamp: '2026-01-26T10:35:00.123Z',
    });
    expect(changesOf(callAfter(booked, summary)).map((change) => change.action)).toEqual([
      'booked',
      'cancelled',
    ]);
  });
});

describe('a series', () => {
  const [first, second, third] = ['2026-02-03', '2026-02-10', '2026-02-17'].map((date, n) =>
    appointment(`s${n}`, date, '16:00'),
  ) as [AppointmentView, AppointmentView, AppointmentView];
  const all = event(
    tool('book_appointment', 'success', {
      data: { appointment: first, series: [first, second, third] },
    }),
  );

  it('is one change with all its dates', () => {
    expect(changesOf(callAfter(all))).toEqual([
      { action: 'booked', appointment: first, series: [first, second, third] },
    ]);
  });

  it('loses a date that is cancelled later in the call', () => {
    const gone = { ...first, status: 'cancelled' as const };
    const one = event(tool('cancel_appointment', 'success', { data: { appointment: gone } }));
    expect(changesOf(callAfter(all, one))).toEqual([
      { action: 'booked', appointment: second, series: [second, third] },
      { action: 'cancelled', appointment: gone },
    ]);
  });

  it('goes when all its dates are cancelled', () => {
    const gone = [first, second, third].map((a) => ({ ...a, status: 'cancelled' as const }));
    const whole = event(
      tool('cancel_appointment', 'success', {
        data: { appointment: gone[0] as AppointmentView, series: gone },
      }),
    );
    expect(changesOf(callAfter(all, whole)).map((change) => change.action)).toEqual(['cancelled']);
  });
});

describe('offered times', () => {
  const two = [slot('A', '2026-01-29', '09:00'), slot('B', '2026-01-30', '14:30', 'Dr Menon')];

  it('are grouped by day in the order offered', () => {
    expect(byDay(two).map(([day]) => day)).toEqual(['2026-01-29', '2026-01-30']);
  });

  it('answer with day, time and, where it matters, the person', () => {
    expect(severalProviders(two)).toBe(true);
    expect(pickSlot(two[1] as (typeof two)[0], true)).toBe(
      'Friday, January 30 at 2:30 PM with Dr Menon',
    );
    expect(pickSlot(two[0] as (typeof two)[0], false)).toBe('Thursday, January 29 at 9:00 AM');
  });
});
