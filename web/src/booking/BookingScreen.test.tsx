// @vitest-environment jsdom
import '../test/setup';
import { MantineProvider } from '@mantine/core';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Booking } from '../api/bookings';
import { BookingScreen } from './BookingScreen';
import { BOOKING, CANCELLED, MOVED, NOW, OPENINGS, opening } from './fixtures';
import { type BookingModel, type BookingSignal, LOADING, nextBooking, type Step } from './model';

const actions = {
  load: vi.fn(),
  see: vi.fn(),
  pick: vi.fn(),
  choose: vi.fn(),
  askToCancel: vi.fn(),
  move: vi.fn(),
  cancel: vi.fn(),
};
const TOKEN = 'k'.repeat(43);
const TO = opening('10:00');

function show(model: BookingModel) {
  render(
    <MantineProvider env="test">
      <BookingScreen model={model} actions={actions} token={TOKEN} now={() => NOW} />
    </MantineProvider>,
  );
  return userEvent.setup();
}

const bookingAfter = (...signals: BookingSignal[]) => signals.reduce(nextBooking, LOADING);
const at = (step: Step, booking: Booking = BOOKING) =>
  bookingAfter({ kind: 'loaded', booking }, { kind: 'step', step });

beforeEach(() => vi.clearAllMocks());

describe('the appointment', () => {
  it('is shown whole, with its calendar file', () => {
    show(bookingAfter({ kind: 'loaded', booking: BOOKING }));
    const card = screen.getByTestId('booking-card');
    for (const text of ['Thursday, January 29', '5:00 pm', 'Cleaning', 'Dr Rao', '12 Park Street'])
      expect(card.textContent).toContain(text);
    const file = screen.getByRole('link', { name: 'Add to calendar' });
    expect(file.getAttribute('href')).toBe(`/api/bookings/${TOKEN}.ics`);
  });

  it('can be moved or cancelled by keyboard', async () => {
    const user = show(bookingAfter({ kind: 'loaded', booking: BOOKING }));
    screen.getByRole('button', { name: 'Move' }).focus();
    await user.keyboard('{Enter}');
    expect(actions.pick).toHaveBeenCalledWith(null);
    await user.tab();
    await user.keyboard('{Enter}');
    expect(actions.askToCancel).toHaveBeenCalled();
  });

  it('offers no change when it is too late, but the number to ring', () => {
    show(bookingAfter({ kind: 'loaded', booking: { ...BOOKING, change: 'late' } }));
    expect(screen.queryByRole('button', { name: 'Move' })).toBeNull();
    expect(screen.getByRole('link', { name: '+91 11 4000 0001' })).toBeDefined();
  });

  it('offers no change when it is cancelled, but a new booking', () => {
    show(bookingAfter({ kind: 'loaded', booking: CANCELLED }));
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('link', { name: 'Remove from calendar' })).toBeDefined();
    const again = screen.getByRole('link', { name: 'Book again' });
    expect(again.getAttribute('href')).toBe('/?practice=lotus-dental');
  });
});

describe('another time', () => {
  it('is chosen from a day; who is not the usual person is named', async () => {
    const user = show(at({ name: 'pick', openings: OPENINGS, looking: false }));
    expect(screen.getByText(/Thursday, January 29 at 5:00 pm/)).toBeDefined();
    expect(
      screen.getByRole('button', { name: 'Friday, January 30, 10:30 am, Dr Sen' }),
    ).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Friday, January 30, 10:00 am' }));
    expect(actions.choose).toHaveBeenCalledWith(TO);
    await user.click(screen.getByTestId('next-day'));
    expect(actions.pick).toHaveBeenCalledWith('2026-02-02');
    expect(screen.getByLabelText<HTMLInputElement>('Day').value).toBe('2026-02-02');
  });

  it('of a day that is typed is looked for while it is typed', () => {
    show(at({ name: 'pick', openings: OPENINGS, looking: true }));
    const field = screen.getByLabelText<HTMLInputElement>('Day');
    expect(field.value).toBe('2026-01-30');
    fireEvent.change(field, { target: { value: '' } });
    expect(actions.pick).not.toHaveBeenCalled();
    fireEvent.change(field, { target: { value: '2026-02-04' } });
    expect(actions.pick).toHaveBeenCalledWith('2026-02-04');
  });

  it('says when a day has none', () => {
    const openings = { day: '2026-02-01', openings: [], next_day: null, away: null };
    show(at({ name: 'pick', openings, looking: false }));
    expect(screen.getByText('Nothing is free on Sunday, February 1.')).toBeDefined();
    const away = 'Dr Rao is away on Sunday, February 1.';
    show(at({ name: 'pick', openings: { ...openings, away }, looking: false }));
    expect(screen.getByText(away)).toBeDefined();
  });

  it('is read back with both times before it is taken', async () => {
    const user = show(at({ name: 'move', to: TO }));
    const card = screen.getByTestId('confirm-card');
    expect(card.textContent).toContain('Friday, January 30');
    expect(card.textContent).toContain('instead of Thursday, January 29, 5:00 pm');
    await user.click(screen.getByRole('button', { name: 'Yes, move it' }));
    expect(actions.move).toHaveBeenCalledWith(BOOKING, TO);
  });
});

describe('a change', () => {
  it('says its fee before the yes to it', async () => {
    const fee_notice = "As it's less than 1 day away, there is a fee of 25.";
    const booking = { ...BOOKING, fee_notice };
    const user = show(at({ name: 'cancel' }, booking));
    expect(screen.getByTestId('fee').textContent).toBe(fee_notice);
    await user.click(screen.getByRole('button', { name: 'Yes, cancel it and pay the fee' }));
    expect(actions.cancel).toHaveBeenCalledWith(booking);
  });

  it('is asked for once, and not left while it is made', async () => {
    const user = show(nextBooking(at({ name: 'cancel' }), { kind: 'busy' }));
    await user.click(screen.getByTestId('confirm-yes'));
    await user.click(screen.getByTestId('confirm-no'));
    expect(actions.cancel).not.toHaveBeenCalled();
    expect(actions.see).not.toHaveBeenCalled();
  });

  it('is told where the focus goes', () => {
    show(
      bookingAfter(
        { kind: 'loaded', booking: BOOKING },
        { kind: 'changed', booking: MOVED, done: 'moved' },
      ),
    );
    expect(document.activeElement?.textContent).toBe('Moved.');
  });

  it('that was refused says why', () => {
    const why = "I'm sorry, that time has just been taken.";
    const step = { name: 'see' } as const;
    show(
      bookingAfter(
        { kind: 'loaded', booking: BOOKING },
        { kind: 'refused', why, booking: BOOKING, step },
      ),
    );
    expect(screen.getByRole('alert').textContent).toContain(why);
  });
});

describe('without an appointment', () => {
  it('a link that leads nowhere says so, and has nothing to press', () => {
    show({ phase: 'gone' });
    expect(screen.getByTestId('failure').dataset.kind).toBe('link_gone');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('a server that cannot be reached is tried again', async () => {
    const user = show({ phase: 'unreachable' });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(actions.load).toHaveBeenCalled();
  });
});
