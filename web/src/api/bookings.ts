/** One booking by its private link. The token is part of each address and of nothing else. */
import type { AppointmentView } from './events';
import { getJson, postJson } from './http';

export interface Place {
  slug: string;
  name: string;
  /** #rrggbb */
  color: string;
  timezone: string;
  address: string;
  /** The number to ring instead. */
  phone: string | null;
}

export interface Booking {
  practice: Place;
  appointment: AppointmentView;
  version: number;
  /** late: too late to change it here; over: past, cancelled or done. */
  change: 'open' | 'late' | 'over';
  /** What a change costs now; null when it is free. */
  fee_notice: string | null;
}

export interface Opening {
  slot: string;
  /** Local to the practice, as `time` is. */
  date: string;
  time: string;
  starts_at: string;
  provider: string;
}

export interface Openings {
  day: string;
  openings: readonly Opening[];
  /** The first later day with openings. */
  next_day: string | null;
  /** Who is out all that day, where that is why there is none. */
  away: string | null;
}

const PAGE = /^\/b\/([^/]+)\/?$/;

/** The token in the address of a booking's page; null on any other page. */
export const tokenIn = (path: string): string | null => PAGE.exec(path)?.[1] ?? null;

/** Where the calendar file of a booking is, from the address of its page. */
export function calendarOf(link: string): string | null {
  const token = tokenIn(link);
  return token && `${address(token)}.ics`;
}

export const fetchBooking = (token: string) => getJson<Booking>(address(token));

export function fetchOpenings(token: string, day: string | null): Promise<Openings> {
  const query = day ? `?day=${encodeURIComponent(day)}` : '';
  return getJson<Openings>(`${address(token)}/openings${query}`);
}

/** Moves to what was read back; the fee that was shown with it is agreed to. */
export const moveBooking = (token: string, seen: Booking, to: Opening) =>
  postJson<Booking>(`${address(token)}/move`, { ...agreed(seen), slot: to.slot });

export const cancelBooking = (token: string, seen: Booking) =>
  postJson<Booking>(`${address(token)}/cancel`, agreed(seen));

const address = (token: string) => `/api/bookings/${token}`;

const agreed = (seen: Booking) => ({
  version: seen.version,
  agrees_to_fee: seen.fee_notice !== null,
});
