/** A wish on the waiting list in words. Pure. */
import type { WaitView } from '../api/events';
import { clock, dayOf, partOfDay } from '../call/core/dates';

type Wish = Omit<WaitView, 'link'>;

/** "Cleaning with Dr Rao" */
export const whatOf = (wish: Wish) =>
  wish.provider ? `${wish.service} with ${wish.provider}` : wish.service;

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
