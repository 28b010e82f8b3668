import { describe, expect, it } from 'vitest';
import { appointment, callAfter, event, heard, NOW, SLOTS, tool } from '../fixtures';
import type { CallSignal } from './signals';

const said = (text: string, final: boolean): CallSignal => ({
  kind: 'heard',
  at: NOW,
  id: 'SG_1',
  who: 'caller',
  text,
  final,
});

const texts = (...signals: CallSignal[]) =>
  callAfter(...signals).timeline.map((entry) => entry.text);

describe('utterances', () => {
  it('grow in place and settle when final', () => {
    const call = callAfter(
      said('five', false),
      said('five would be', false),
      said('Five, yes.', true),
    );
    expect(call.timeline).toEqual([
      { kind: 'utterance', id: 'SG_1', who: 'caller', text: 'Five, yes.', final: true },
    ]);
  });

  it('are not greyed again by a late interim', () => {
    const call = callAfter(said('Five, yes.', true), said('five', false));
    expect(call.timeline[0]).toMatchObject({ text: 'Five, yes.', final: true });
  });

  it('vanish when nothing intelligible was heard after all', () => {
    expect(texts(said('mm', false), said(' ', true))).toEqual([]);
  });

  it('settle when the call ends', () => {
    const call = callAfter(said('five', false), { kind: 'disconnected', at: NOW, by: 'caller' });
    expect(call.timeline[0]).toMatchObject({ final: true });
  });
});

describe('actions', () => {
  it('say in the caller’s words what is looked at, then what was found', () => {
    const args = { appointment_date: '2026-01-29', earliest: '12:00' };
    const started = event(tool('fetch_slots', 'started', { args }));
    expect(texts(started)).toEqual(['Looking at Thursday, January 29, afternoon']);
    const found = event(tool('fetch_slots', 'success', { data: { slots: SLOTS } }));
    expect(texts(started, found)).toEqual(['Found 3 free times on Thursday, January 29']);
  });

  it('name the slot that a label stands for', () => {
    const found = event(tool('fetch_slots', 'success', { data: { slots: SLOTS } }));
    const book = event(tool('book_appointment', 'started', { args: { slot: 'B' } }));
    expect(texts(found, book).at(-1)).toBe('Holding Thu, Jan 29, 5:00 pm');
  });

  it('name the appointment that a label stands for', () => {
    const appointments = [appointment('1', '2026-01-27', '10:30')];
    const listed = event(tool('retrieve_appointments', 'success', { data: { appointments } }));
    const cancel = event(tool('cancel_appointment', 'started', { args: { appointment: 'A' } }));
    expect(texts(listed, cancel)).toEqual([
      'Found your cleaning on Tuesday, January 27 at 10:30 am',
      'Cancelling your cleaning on Tuesday, January 27 at 10:30 am',
    ]);
  });

  it('show only the last digits of the number', () => {
    const user = { contact_number: '••••1821', name: null, is_new: null };
    const known = event(tool('identify_user', 'success', { data: { user } }));
    expect(texts(known)).toEqual(['Noted your number ending in 1821']);
  });

  it('never show a tool’s name, in any state', () => {
    const names = [
      'identify_user',
      'fetch_slots',
      'book_appointment',
      'retrieve_appointments',
      'cancel_appointment',
      'modify_appointment',
      'update_waitlist',
      'verify_caller',
      'end_conversation',
    ] as const;
    for (const name of names) {
      for (const status of ['started', 'success', 'error'] as const) {
        expect(texts(event(tool(name, status))).join()).not.toContain('_');
      }
    }
  });

  it('tell a lost race as it is', () => {
    const lost = tool('book_appointment', 'error', { data: { error: 'slot_taken' } });
    expect(texts(event(lost))).toEqual(['That time has just been taken']);
    const full = tool('book_appointment', 'error', { data: { error: 'day_full' } });
    expect(texts(event(full))).toEqual(['That day is full']);
  });

  it('tell what became of a place on the waiting list', () => {
    const joined = tool('update_waitlist', 'success', { args: { action: 'join' } });
    expect(texts(event(joined))).toEqual(['Put you on the waiting list']);
    const late = tool('book_appointment', 'error', { data: { error: 'offer_expired' } });
    expect(texts(event(late))).toEqual(['That time is no longer kept for you']);
  });

  it('tell of a code without telling whether the number is known', () => {
    const sent = tool('verify_caller', 'success', { args: { action: 'send' } });
    expect(texts(event(sent))).toEqual(['Waiting for your code']);
    const away = tool('verify_caller', 'error', { data: { error: 'messages_unavailable' } });
    expect(texts(event(away))).toEqual(['Text messages do not get through just now']);
  });

  it('leave nothing spinning when the call ends', () => {
    const ended: CallSignal = { kind: 'disconnected', at: NOW, by: 'network' };
    expect(texts(heard('agent', 'Hello'), event(tool('fetch_slots', 'started')), ended)).toEqual([
      'Hello',
    ]);
  });
});
