/** What the agent does, in the caller's words. A tool's name never reaches the page. */
import type { AppointmentView, CallerView, SlotView, ToolCallEvent } from '../../api/events';
import { clock, dayOf, inSentence, partOfDay, shortDay, whenOf } from './dates';

/** What the call has shown so far: labels A, B, C … in a tool's arguments point into these. */
export interface Known {
  slots: readonly SlotView[];
  appointments: readonly AppointmentView[];
}

/** The sentence for a tool event, or null for what the caller need not see. */
export function actionText(event: ToolCallEvent, known: Known): string | null {
  if (event.tool === 'end_conversation') return null;
  if (event.status === 'started') return started(event, known);
  return event.status === 'success' ? succeeded(event) : refused(event);
}

function started(event: ToolCallEvent, known: Known): string | null {
  const slot = known.slots.find((one) => one.label === event.args.slot);
  const appointment = labelled(known.appointments, event.args.appointment);
  switch (event.tool) {
    case 'identify_user':
      return 'Looking up your number';
    case 'fetch_slots':
      return looking(event.args);
    case 'retrieve_appointments':
      return 'Looking for your appointments';
    case 'book_appointment':
      return slot ? `Holding ${shortDay(slot.date)}, ${clock(slot.time)}` : 'Holding your time';
    case 'cancel_appointment':
      return appointment ? `Cancelling ${yours(appointment)}` : 'Cancelling your appointment';
    case 'modify_appointment':
      return slot ? `Moving you to ${whenOf(slot)}` : 'Moving your appointment';
    case 'update_waitlist':
      return 'Changing the waiting list';
    case 'verify_caller':
      return 'Making sure that it is you';
    default:
      return null;
  }
}

function looking(args: ToolCallEvent['args']): string {
  const first = args.appointment_date;
  if (!first) return 'Looking at the diary';
  if (args.until_date && args.until_date !== first) {
    return `Looking from ${shortDay(first)} to ${shortDay(args.until_date)}`;
  }
  const part = partOfDay(args.earliest, args.latest);
  return part ? `Looking at ${dayOf(first)}, ${part}` : `Looking at ${dayOf(first)}`;
}

function succeeded(event: ToolCallEvent): string | null {
  const { appointment, appointments, slots, user } = event.data;
  switch (event.tool) {
    case 'identify_user':
      return user ? identified(user) : null;
    case 'fetch_slots':
      return slots ? found(slots) : null;
    case 'retrieve_appointments':
      return appointments ? listed(appointments) : null;
    case 'book_appointment':
      return appointment ? `Booked ${whenOf(appointment)}` : 'Booked';
    case 'cancel_appointment':
      return appointment ? `Cancelled ${whenOf(appointment)}` : 'Cancelled';
    case 'modify_appointment':
      return appointment ? `Moved to ${whenOf(appointment)}` : 'Moved';
    case 'verify_caller':
      return event.args.action === 'send' ? 'Waiting for your code' : 'Compared your code';
    case 'update_waitlist':
      return WAITLIST[event.args.action ?? ''] ?? 'Changed the waiting list';
    default:
      return null;
  }
}

/** Until the caller is proven, the same for a number that is known and for one that is not. */
function identified(user: CallerView) {
  const ending = `number ending in ${lastDigits(user.contact_number)}`;
  if (user.is_new !== false) return `Noted your ${ending}`;
  return user.name ? `Found you, ${user.name}` : `Found your ${ending}`;
}

function found(slots: readonly SlotView[]): string {
  const [first] = slots;
  if (!first) return 'Nothing is free then';
  const days = new Set(slots.map((slot) => slot.date));
  const count = slots.length === 1 ? '1 free time' : `${slots.length} free times`;
  return days.size === 1 ? `Found ${count} on ${dayOf(first.date)}` : `Found ${count}`;
}

function listed(appointments: readonly AppointmentView[]): string {
  const [first] = appointments;
  if (!first) return 'You have no coming appointments here';
  if (appointments.length > 1) return `Found your ${appointments.length} appointments`;
  return `Found ${yours(first)}`;
}

const WAITLIST: Readonly<Record<string, string>> = {
  join: 'Put you on the waiting list',
  leave: 'Took you off the waiting list',
  decline: 'Let that time go',
};

const RULES: Readonly<Record<string, string>> = {
  slot_taken: 'That time has just been taken',
  slot_held: 'That time is being kept for somebody else',
  offer_expired: 'That time is no longer kept for you',
  day_full: 'That day is full',
  no_room: 'No room is free then',
  too_short_notice: 'That is too soon to book',
  too_far_ahead: 'That is too far ahead to book',
  too_many_codes: 'No further code can be sent for now',
  messages_unavailable: 'Text messages do not get through just now',
  late_change: 'It is too late to change that here',
};

function refused(event: ToolCallEvent): string {
  const rule = event.data.error ? RULES[event.data.error] : undefined;
  if (rule) return rule;
  switch (event.tool) {
    case 'identify_user':
      return 'Could not look up your number';
    case 'fetch_slots':
    case 'retrieve_appointments':
      return 'Could not look that up';
    case 'book_appointment':
      return 'Not booked';
    case 'cancel_appointment':
      return 'Not cancelled';
    default:
      return 'Not changed';
  }
}

function labelled<T>(items: readonly T[], label: string | undefined): T | undefined {
  return label ? items[label.charCodeAt(0) - 65] : undefined;
}

export function yours(appointment: AppointmentView): string {
  return `your ${inSentence(appointment.service)} on ${whenOf(appointment)}`;
}

/** "••••1821" -> "1821". */
export function lastDigits(masked: string): string {
  return masked.replace(/\D/g, '').slice(-4);
}
