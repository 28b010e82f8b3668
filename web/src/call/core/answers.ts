/** The sentences that buttons say for the caller, sent as typed text. */
import type { AppointmentView, SlotView } from '../../api/events';
import { dayOf, inSentence } from './dates';

/** "Thursday, January 29 at 5:00 PM with Dr Rao": complete, so that it needs no context. */
export function pickSlot(slot: SlotView, nameProvider: boolean): string {
  return nameProvider ? `${at(slot)} with ${slot.provider}` : at(slot);
}

export const YES = 'Yes';
export const NO = 'No';

export const askToMove = (one: AppointmentView) =>
  `I'd like to move my ${inSentence(one.service)} on ${at(one)}`;

export const askToCancel = (one: AppointmentView) =>
  `I'd like to cancel my ${inSentence(one.service)} on ${at(one)}`;

function at(one: { date: string; time: string }): string {
  const [hour = 0, minute = 0] = one.time.split(':').map(Number);
  const twelve = `${hour % 12 || 12}:${String(minute).padStart(2, '0')}`;
  return `${dayOf(one.date)} at ${twelve} ${hour < 12 ? 'AM' : 'PM'}`;
}
