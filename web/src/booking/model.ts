/** What the page of a booking shows, and what changes it. Pure. */
import type { Booking, Opening, Openings } from '../api/bookings';

export type Step =
  | { name: 'see' }
  /** `openings` are those of the last day that was looked at, also while another is. */
  | { name: 'pick'; openings: Openings | null; looking: boolean }
  | { name: 'move'; to: Opening }
  | { name: 'cancel' };

export type Done = 'moved' | 'cancelled';

export type BookingModel =
  | { phase: 'loading' }
  | { phase: 'gone' }
  | { phase: 'unreachable' }
  | {
      phase: 'shown';
      booking: Booking;
      step: Step;
      busy: boolean;
      /** Why the last wish was not fulfilled. */
      refused: string | null;
      done: Done | null;
    };

export type BookingSignal =
  | { kind: 'loading' }
  | { kind: 'gone' }
  | { kind: 'unreachable' }
  | { kind: 'loaded'; booking: Booking }
  | { kind: 'step'; step: Step }
  | { kind: 'looking' }
  | { kind: 'openings'; openings: Openings }
  | { kind: 'busy' }
  | { kind: 'changed'; booking: Booking; done: Done }
  /** `booking` is how it stands now, when that could be asked. */
  | { kind: 'refused'; why: string; booking: Booking | null; step: Step };

export const LOADING: BookingModel = { phase: 'loading' };

export const UNCERTAIN =
  'The practice could not be reached, so it is not certain whether this was changed. ' +
  'Below is how it was last seen. Please look again in a moment.';

export const STANDS = 'The connection was lost for a moment. This is how your appointment stands.';

export function nextBooking(model: BookingModel, signal: BookingSignal): BookingModel {
  switch (signal.kind) {
    case 'loading':
    case 'gone':
    case 'unreachable':
      return { phase: signal.kind };
    case 'loaded':
      return shown(signal.booking, { name: 'see' });
    default:
      return model.phase === 'shown' ? nextShown(model, signal) : model;
  }
}

type Shown = BookingModel & { phase: 'shown' };
type Later = Exclude<BookingSignal, { kind: 'loading' | 'gone' | 'unreachable' | 'loaded' }>;

function nextShown(model: Shown, signal: Later): BookingModel {
  switch (signal.kind) {
    case 'step':
      return shown(model.booking, signal.step);
    case 'looking': {
      const openings = model.step.name === 'pick' ? model.step.openings : null;
      return { ...model, step: { name: 'pick', openings, looking: true }, done: null };
    }
    case 'openings':
      // Nobody asks any more when the step is another one
      if (model.step.name !== 'pick') return model;
      return { ...model, step: { name: 'pick', openings: signal.openings, looking: false } };
    case 'busy':
      return { ...model, busy: true, refused: null };
    case 'changed':
      return { ...shown(signal.booking, { name: 'see' }), done: signal.done };
    case 'refused':
      return { ...shown(signal.booking ?? model.booking, signal.step), refused: signal.why };
  }
}

function shown(booking: Booking, step: Step): Shown {
  return { phase: 'shown', booking, step, busy: false, refused: null, done: null };
}

/** Where a refusal leads: to what can be done about it. */
export function afterRefusal(code: string, step: Step): Step {
  if (code === 'fee_not_agreed') return step;
  const another = [
    'slot_taken',
    'slot_not_found',
    'slot_in_past',
    'too_short_notice',
    'too_far_ahead',
    'day_full',
    'no_room',
    'person_busy',
  ];
  const sought = step.name === 'move' && another.includes(code);
  return sought ? { name: 'pick', openings: null, looking: true } : { name: 'see' };
}
