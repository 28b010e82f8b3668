/** The card of the moment: what the caller can answer or keep, by tapping. Pure. */
import type { AppointmentView, ProposalEvent, SlotView, ToolCallEvent } from '../../api/events';
import type { CallSignal } from './signals';

export interface Change {
  action: 'booked' | 'moved' | 'cancelled';
  appointment: AppointmentView;
  /** The instant it was moved from. */
  was?: string;
  /** All dates that were written in one go, `appointment` first. */
  series?: readonly AppointmentView[];
  /** All services of a visit that were written in one go, `appointment` first. */
  visit?: readonly AppointmentView[];
}

export interface Cards {
  slots: readonly SlotView[];
  appointments: readonly AppointmentView[];
  proposal: ProposalEvent | null;
  /** This call's committed changes, newest last, one for each appointment. */
  changes: readonly Change[];
  shows: 'nothing' | 'slots' | 'appointments' | 'change';
}

export type Card =
  | { kind: 'proposal'; proposal: ProposalEvent }
  | { kind: 'slots'; slots: readonly SlotView[] }
  | { kind: 'appointments'; appointments: readonly AppointmentView[] }
  | { kind: 'change'; change: Change };

export const NO_CARDS: Cards = {
  slots: [],
  appointments: [],
  proposal: null,
  changes: [],
  shows: 'nothing',
};

export function nextCards(cards: Cards, signal: CallSignal): Cards {
  if (signal.kind === 'requested') return NO_CARDS;
  if (signal.kind !== 'event') return cards;
  if (signal.event.type === 'proposal') {
    return { ...cards, proposal: signal.event.action ? signal.event : null };
  }
  const { event } = signal;
  return event.type === 'tool_call' && event.status === 'success' ? learned(cards, event) : cards;
}

function learned(cards: Cards, event: ToolCallEvent): Cards {
  const { appointment, appointments, slots, was } = event.data;
  const series = event.data.series ? { series: event.data.series } : {};
  const visit = event.data.visit ? { visit: event.data.visit } : {};
  const several = { ...series, ...visit };
  switch (event.tool) {
    case 'fetch_slots':
      return slots ? { ...cards, slots, shows: slots.length ? 'slots' : 'nothing' } : cards;
    case 'retrieve_appointments':
      return appointments
        ? { ...cards, appointments, shows: appointments.length ? 'appointments' : 'nothing' }
        : cards;
    case 'book_appointment':
      return appointment ? changed(cards, { action: 'booked', appointment, ...several }) : cards;
    case 'cancel_appointment':
      return appointment ? changed(cards, { action: 'cancelled', appointment, ...several }) : cards;
    case 'modify_appointment':
      return appointment
        ? changed(cards, { action: 'moved', appointment, ...(was ? { was } : {}), ...several })
        : cards;
    default:
      return cards;
  }
}

function changed(cards: Cards, change: Change): Cards {
  const touched = new Set(datesOf(change).map((one) => one.id));
  const others = cards.changes.flatMap((one) => without(one, touched));
  return { ...cards, changes: [...others, change], proposal: null, slots: [], shows: 'change' };
}

/** All the appointments that a change is about: the dates of a series, the services of a visit. */
export const datesOf = (change: Change): readonly AppointmentView[] =>
  change.visit ?? change.series ?? [change.appointment];

/** An earlier change without the dates that a later one has touched. */
function without(change: Change, touched: ReadonlySet<string>): Change[] {
  const left = datesOf(change).filter((one) => !touched.has(one.id));
  const [first] = left;
  if (!first) return [];
  if (change.visit) return [{ ...change, appointment: first, visit: left }];
  return [change.series ? { ...change, appointment: first, series: left } : change];
}

/** A read-back waiting for its yes comes before anything else. */
export function cardOfTheMoment(cards: Cards): Card | null {
  if (cards.proposal) return { kind: 'proposal', proposal: cards.proposal };
  const change = cards.changes.at(-1);
  switch (cards.shows) {
    case 'slots':
      return { kind: 'slots', slots: cards.slots };
    case 'appointments':
      return { kind: 'appointments', appointments: cards.appointments };
    case 'change':
      return change ? { kind: 'change', change } : null;
    default:
      return null;
  }
}

/** Offered times by day, in the order offered. */
export function byDay(slots: readonly SlotView[]): [string, SlotView[]][] {
  const days = new Map<string, SlotView[]>();
  for (const slot of slots) days.set(slot.date, [...(days.get(slot.date) ?? []), slot]);
  return [...days];
}

/** Whether the times alone would be ambiguous, so that the person must be named too. */
export const severalProviders = (slots: readonly SlotView[]) =>
  new Set(slots.map((slot) => slot.provider)).size > 1;
