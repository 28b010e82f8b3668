import { Button } from '@mantine/core';
import type { AppointmentView } from '../../api/events';
import { askToCancel, askToMove } from '../core/answers';
import { clock, clockThere, dayOf } from '../core/dates';
import { forWhom } from '../core/people';
import styles from './AppointmentList.module.css';
import card from './MomentCard.module.css';

interface AppointmentListProps {
  appointments: readonly AppointmentView[];
  say: (text: string) => void;
}

/** The caller's coming appointments. */
export function AppointmentList({ appointments, say }: AppointmentListProps) {
  return (
    <>
      <h2>{appointments.length === 1 ? 'Your appointment' : 'Your appointments'}</h2>
      <ul className={styles.list}>
        {appointments.map((one) => (
          <li key={one.id} data-testid="appointment">
            <strong>
              {dayOf(one.date)}, {clock(one.time)}
            </strong>
            <span className={styles.detail}>
              {one.service} with {one.provider}
              {one.attendee && `, ${forWhom(one.attendee)}`}
            </span>
            {one.there && (
              <span className={styles.detail} data-testid="time-there">
                {clockThere(one.there, one.date)}
              </span>
            )}
            <div className={card.row}>
              <Button
                variant="default"
                data-testid="ask-move"
                aria-label={`Change ${one.service}, ${dayOf(one.date)}`}
                onClick={() => say(askToMove(one))}
              >
                Change
              </Button>
              <Button
                variant="default"
                data-testid="ask-cancel"
                aria-label={`Cancel ${one.service}, ${dayOf(one.date)}`}
                onClick={() => say(askToCancel(one))}
              >
                Cancel
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
