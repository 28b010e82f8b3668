/** What a finished call changed. Pure. */
import { type Change, datesOf } from './cards';
import type { CallModel } from './model';

/**
 * As seen while the call ran, completed by the record: a change whose event was lost with the line
 * is still in the record, where only its outcome is known.
 */
export function changesOf(call: CallModel): readonly Change[] {
  const seen = call.cards.changes;
  const ids = new Set(seen.flatMap((change) => datesOf(change).map((one) => one.id)));
  const recorded = (call.summary?.appointments ?? [])
    .filter((appointment) => !ids.has(appointment.id))
    .map((appointment): Change => {
      const action = appointment.status === 'cancelled' ? 'cancelled' : 'booked';
      return { action, appointment };
    });
  return [...seen, ...recorded];
}
