/** A booking in its states, for tests; never part of the built page. */
import type { Booking, Opening, Openings } from '../api/bookings';

/** Monday, January 26, 2026, 4:00 pm in Kolkata. */
export const NOW = Date.UTC(2026, 0, 26, 10, 30);

export const BOOKING: Booking = {
  practice: {
    slug: 'lotus-dental',
    name: 'Lotus Dental Care',
    color: '#0b7285',
    timezone: 'Asia/Kolkata',
    address: '12 Park Street, New Delhi',
    phone: '+91 11 4000 0001',
  },
  appointment: {
    id: '5f0c',
    date: '2026-01-29',
    time: '17:00',
    status: 'scheduled',
    starts_at: '2026-01-29T11:30:00.000Z',
    duration_minutes: 30,
    service: 'Cleaning',
    provider: 'Dr Rao',
  },
  version: 1,
  change: 'open',
  fee_notice: null,
};

export const MOVED: Booking = {
  ...BOOKING,
  appointment: { ...BOOKING.appointment, date: '2026-01-30', time: '10:00' },
  version: 2,
};

export const CANCELLED: Booking = {
  ...BOOKING,
  appointment: { ...BOOKING.appointment, status: 'cancelled' },
  version: 2,
  change: 'over',
};

export function opening(time: string, provider = 'Dr Rao'): Opening {
  const starts_at = new Date(`2026-01-30T${time}:00+05:30`).toISOString();
  return { slot: `slot-${time}`, date: '2026-01-30', time, starts_at, provider };
}

export const OPENINGS: Openings = {
  day: '2026-01-30',
  openings: [opening('10:00'), opening('10:30', 'Dr Sen')],
  next_day: '2026-02-02',
  away: null,
};
