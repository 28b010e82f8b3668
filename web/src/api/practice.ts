/** The practice as `GET /api/practice` gives it. */
import type { Week } from '../call/core/hours';
import { getJson } from './http';

export interface Service {
  name: string;
  duration_minutes: number;
  price: string | null;
}

export interface Practice {
  slug: string;
  name: string;
  agent_name: string;
  greeting: string;
  /** #rrggbb */
  color: string;
  /** Where its logo is; null: its initial stands for it. */
  logo: string | null;
  timezone: string;
  address: string;
  /** The number to ring instead; empty when there is none. */
  phone: string;
  week: Week;
  services: readonly Service[];
  /** Whether callers are shown what a call cost. */
  shows_cost: boolean;
}

interface Given extends Omit<Practice, 'week' | 'phone' | 'logo'> {
  logo?: string | null;
  phone: string | null;
  opening_hours: { day: string; ranges: [string, string][] }[];
}

export async function fetchPractice(slug: string | null): Promise<Practice> {
  const query = slug ? `?practice=${encodeURIComponent(slug)}` : '';
  return read(await getJson<Given>(`/api/practice${query}`));
}

/** A practice that has a page here, at `/{slug}`. */
export type Neighbour = Pick<Practice, 'slug' | 'name'>;

/** All that have one; none when they cannot be asked for, which nobody has to be told. */
export const fetchNeighbours = () =>
  getJson<readonly Neighbour[]>('/api/practices').catch((): readonly Neighbour[] => []);

export function read(given: Given): Practice {
  const { opening_hours, phone, logo = null, ...rest } = given;
  const ranges = new Map(opening_hours.map((one) => [one.day.toLowerCase(), one.ranges]));
  const week = DAYS.map((day) => ranges.get(day) ?? []);
  return { ...rest, week, phone: phone ?? '', logo };
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
