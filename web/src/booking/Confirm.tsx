import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Booking, Opening } from '../api/bookings';
import card from '../call/cards/MomentCard.module.css';
import { When } from '../call/cards/When';
import { clock, dayOf } from '../call/core/dates';
import styles from './Booking.module.css';
import type { BookingActions } from './useBooking';

interface ConfirmProps {
  booking: Booking;
  busy: boolean;
  actions: BookingActions;
}

/** The read-back of a move, and its yes. */
export function ConfirmMove({ booking, to, busy, actions }: ConfirmProps & { to: Opening }) {
  const { service, date, time } = booking.appointment;
  return (
    <ReadBack
      action="move"
      question="Move it to this time?"
      when={
        <When date={to.date} time={to.time}>
          instead of {dayOf(date)}, {clock(time)}
        </When>
      }
      what={`${service} with ${to.provider}`}
      fee={booking.fee_notice}
      busy={busy}
      yes={() => actions.move(booking, to)}
      no={() => actions.pick(to.date)}
    />
  );
}

/** The read-back of a cancellation, and its yes. */
export function ConfirmCancel({ booking, busy, actions }: ConfirmProps) {
  const { service, provider, date, time } = booking.appointment;
  return (
    <ReadBack
      action="cancel"
      question="Cancel this appointment?"
      when={<When date={date} time={time} struck />}
      what={`${service} with ${provider}`}
      fee={booking.fee_notice}
      busy={busy}
      yes={() => actions.cancel(booking)}
      no={actions.see}
    />
  );
}

interface ReadBackProps {
  action: 'move' | 'cancel';
  question: string;
  when: ReactNode;
  what: string;
  fee: string | null;
  busy: boolean;
  yes: () => void;
  no: () => void;
}

const YES = { move: 'Yes, move it', cancel: 'Yes, cancel it' } as const;
const NO = { move: 'No, another time', cancel: 'No, keep it' } as const;

function ReadBack({ action, question, when, what, fee, busy, yes, no }: ReadBackProps) {
  return (
    <div data-testid="confirm-card" data-action={action}>
      <h2 className={styles.heading}>{question}</h2>
      {when}
      <p className={styles.what}>{what}</p>
      {fee && (
        <p className={styles.fee} data-testid="fee">
          {fee}
        </p>
      )}
      <div className={card.row}>
        <Button
          color={action === 'cancel' ? 'danger' : 'brand'}
          data-testid="confirm-yes"
          aria-disabled={busy}
          onClick={() => busy || yes()}
        >
          {fee ? `${YES[action]} and pay the fee` : YES[action]}
        </Button>
        <Button
          variant="default"
          data-testid="confirm-no"
          aria-disabled={busy}
          onClick={() => busy || no()}
        >
          {NO[action]}
        </Button>
      </div>
    </div>
  );
}
