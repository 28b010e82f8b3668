/** One place on the waiting list by its private link. The token is part of each address alone. */
import type { Place } from './bookings';
import type { WaitView } from './events';
import { getJson, postJson } from './http';

export interface HeldPart {
  /** Local to the practice. */
  time: string;
  service: string;
  provider: string;
  attendee: string | null;
}

export interface Held {
  /** What a yes agrees to. */
  offer: string;
  /** Local to the practice, as `time` is. */
  date: string;
  time: string;
  starts_at: string;
  service: string;
  provider: string;
  /** For whom; null for the caller. */
  attendee: string | null;
  /** All services of a visit, in order of time; empty when it is none. */
  parts: HeldPart[];
  /** When it goes to the next. */
  until: string;
}

export interface Waiting {
  practice: Place;
  wish: Omit<WaitView, 'link'>;
  state: 'waiting' | 'offered' | 'booked' | 'over';
  held: Held | null;
  /** The private page of the booking that came of it. */
  booking: string | null;
  /** Who is out all the time that is waited for. */
  away: string | null;
}

export type Deed = 'take' | 'decline' | 'leave';

const PAGE = /^\/w\/([^/]+)\/?$/;

/** The token in the address of the page of a place; null on any other page. */
export const waitingTokenIn = (path: string): string | null => PAGE.exec(path)?.[1] ?? null;

export const fetchWaiting = (token: string) => getJson<Waiting>(`/api/waiting/${token}`);

export const changeWaiting = (token: string, deed: Deed, held: Held | null) =>
  postJson<Waiting>(`/api/waiting/${token}/${deed}`, held ? { offer: held.offer } : {});
