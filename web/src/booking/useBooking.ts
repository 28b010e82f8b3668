/** One booking and what its holder can do with it: the model, joined with the server. */
import { useEffect, useMemo, useReducer } from 'react';
import {
  type Booking,
  cancelBooking,
  fetchBooking,
  fetchOpenings,
  moveBooking,
  type Opening,
} from '../api/bookings';
import { HttpError, Refused } from '../api/http';
import {
  afterRefusal,
  type BookingModel,
  type BookingSignal,
  type Done,
  LOADING,
  nextBooking,
  STANDS,
  type Step,
  UNCERTAIN,
} from './model';

export interface BookingActions {
  load: () => void;
  see: () => void;
  /** Looks for openings: of a day, or of the appointment's own. */
  pick: (day: string | null) => void;
  choose: (to: Opening) => void;
  askToCancel: () => void;
  move: (seen: Booking, to: Opening) => void;
  cancel: (seen: Booking) => void;
}

type Emit = (signal: BookingSignal) => void;

export function useBooking(token: string): [BookingModel, BookingActions] {
  const [model, emit] = useReducer(nextBooking, LOADING);
  const actions = useMemo(() => actionsOf(token, emit), [token]);
  useEffect(() => actions.load(), [actions]);
  return [model, actions];
}

export function actionsOf(token: string, emit: Emit): BookingActions {
  let asked = 0;
  const step = (to: Step) => emit({ kind: 'step', step: to });
  const lost = (error: unknown) => emit({ kind: isGone(error) ? 'gone' : 'unreachable' });
  const load = async () => {
    emit({ kind: 'loading' });
    await fetchBooking(token).then((booking) => emit({ kind: 'loaded', booking }), lost);
  };
  const look = async (day: string | null) => {
    asked += 1;
    const mine = asked;
    emit({ kind: 'looking' });
    await fetchOpenings(token, day).then((openings) => {
      if (mine === asked) emit({ kind: 'openings', openings });
    }, lost);
  };
  const write = async (at: Step, done: Done, work: () => Promise<Booking>) => {
    emit({ kind: 'busy' });
    try {
      emit({ kind: 'changed', booking: await work(), done });
    } catch (error) {
      const next = await afterFailure(token, at, error);
      emit(next);
      if (next.kind === 'refused' && next.step.name === 'pick') await look(null);
    }
  };
  return {
    load: () => void load(),
    see: () => step({ name: 'see' }),
    pick: (day) => void look(day),
    choose: (to) => step({ name: 'move', to }),
    askToCancel: () => step({ name: 'cancel' }),
    move: (seen, to) =>
      void write({ name: 'move', to }, 'moved', () => moveBooking(token, seen, to)),
    cancel: (seen) => void write({ name: 'cancel' }, 'cancelled', () => cancelBooking(token, seen)),
  };
}

/** After a write that did not succeed: how the booking stands now, and why. */
async function afterFailure(token: string, at: Step, error: unknown): Promise<BookingSignal> {
  if (isGone(error)) return { kind: 'gone' };
  const booking = await fetchBooking(token).catch(() => null);
  if (error instanceof Refused) {
    return { kind: 'refused', why: error.line, booking, step: afterRefusal(error.code, at) };
  }
  return { kind: 'refused', why: booking ? STANDS : UNCERTAIN, booking, step: { name: 'see' } };
}

const isGone = (error: unknown) => error instanceof HttpError && error.status === 404;
