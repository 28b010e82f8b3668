import { describe, expect, it } from 'vitest';
import { BOOKING, CANCELLED, MOVED, OPENINGS, opening } from './fixtures';
import { afterRefusal, type BookingSignal, LOADING, nextBooking } from './model';

const bookingAfter = (...signals: BookingSignal[]) => signals.reduce(nextBooking, LOADING);
const loaded: BookingSignal = { kind: 'loaded', booking: BOOKING };
const to = opening('10:00');
const picking: BookingSignal = { kind: 'looking' };
const found: BookingSignal = { kind: 'openings', openings: OPENINGS };
const confirming: BookingSignal = { kind: 'step', step: { name: 'move', to } };

describe('the page of a booking', () => {
  it('shows the booking, then the openings, then the read-back', () => {
    expect(bookingAfter(loaded)).toMatchObject({ phase: 'shown', step: { name: 'see' } });
    expect(bookingAfter(loaded, picking)).toMatchObject({
      step: { name: 'pick', openings: null, looking: true },
    });
    expect(bookingAfter(loaded, picking, found)).toMatchObject({
      step: { name: 'pick', openings: OPENINGS, looking: false },
    });
    expect(bookingAfter(loaded, picking, confirming)).toMatchObject({ step: { name: 'move', to } });
  });

  it('keeps a day in sight while another is looked at', () => {
    expect(bookingAfter(loaded, picking, found, picking)).toMatchObject({
      step: { name: 'pick', openings: OPENINGS, looking: true },
    });
  });

  it('forgets openings that come too late', () => {
    const model = bookingAfter(loaded, picking, confirming, found);
    expect(model).toMatchObject({ step: { name: 'move', to } });
  });

  it('says done only of what the server has answered', () => {
    const busy = bookingAfter(loaded, confirming, { kind: 'busy' });
    expect(busy).toMatchObject({ busy: true, done: null, booking: BOOKING });
    const done = nextBooking(busy, { kind: 'changed', booking: MOVED, done: 'moved' });
    expect(done).toMatchObject({ busy: false, done: 'moved', booking: MOVED });
  });

  it('shows how it stands after a refusal, and no longer than that', () => {
    const signal: BookingSignal = {
      kind: 'refused',
      why: 'Too late.',
      booking: CANCELLED,
      step: { name: 'see' },
    };
    const refused = bookingAfter(loaded, confirming, { kind: 'busy' }, signal);
    expect(refused).toMatchObject({ busy: false, refused: 'Too late.', booking: CANCELLED });
    expect(nextBooking(refused, confirming)).toMatchObject({ refused: null });
    expect(bookingAfter(loaded, { ...signal, booking: null })).toMatchObject({ booking: BOOKING });
  });

  it('has nothing to change while there is nothing to see', () => {
    expect(bookingAfter({ kind: 'gone' }, confirming, { kind: 'busy' })).toEqual({ phase: 'gone' });
  });
});

describe('after a refusal', () => {
  it('a time that is gone leads to other times, a fee back to its question', () => {
    const moving = { name: 'move', to } as const;
    expect(afterRefusal('slot_taken', moving)).toMatchObject({ name: 'pick', openings: null });
    expect(afterRefusal('fee_not_agreed', moving)).toEqual(moving);
    expect(afterRefusal('day_full', moving)).toMatchObject({ name: 'pick', openings: null });
    expect(afterRefusal('late_change', moving)).toEqual({ name: 'see' });
    expect(afterRefusal('appointment_changed', { name: 'cancel' })).toEqual({ name: 'see' });
  });
});
