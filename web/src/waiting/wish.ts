/** A wish on the waiting list in words. Pure. */
import type { WaitView } from '../api/events';
import type { Held } from '../api/waiting';
import { clock, dayOf, partOfDay } from '../call/core/dates';
import { forWhom } from '../call/core/people';

type Wish = Omit<WaitView, 'link'>;

const named = (what: string, attendee: string | null | undefined) =>
  attendee ? `${what}, ${forWhom(attendee)}` : what;

/** "Cleaning with Dr Rao, for Tom"; of a visit "Cut + Trim, for Tom, with Maria" */
export function whatOf(wish: Wish): string {
  const { provider, parts } = wish;
  if (!parts)
    return named(provider ? `${wish.service} with ${provider}` : wish.service, wish.attendee);
  const all = parts.map((part) => named(part.service, part.attendee)).join(' + ');
  return provider ? `${all}, with ${provider}` : all;
}

/** What is held, a line for each service. */
export function linesOf(held: Held): string[] {
  if (held.parts.length === 0)
    return [named(`${held.service} with ${held.provider}`, held.attendee)];
  return held.parts.map(
    (part) =>
      `${clock(part.time)}: ${named(`${part.service} with ${part.provider}`, part.attendee)}`,
  );
}

/** "Thursday, January 29, morning", "Thursday, January 29 to Friday, January 30" */
export function whenWanted(wish: Wish): string {
  const { first_date, last_date, earliest, latest } = wish;
  const days =
    first_date === last_date ? dayOf(first_date) : `${dayOf(first_date)} to ${dayOf(last_date)}`;
  const part = partWanted(earliest, latest);
  return part ? `${days}, ${part}` : days;
}

function partWanted(earliest: string | null, latest: string | null): string | null {
  const usual = earliest === '12:00' && latest === '16:59';
  if (earliest && latest && earliest !== latest && !usual) {
    return `between ${clock(earliest)} and ${clock(latest)}`;
  }
  return partOfDay(earliest ?? undefined, latest ?? undefined);
}
