import type { ReactNode } from 'react';
import type { ClockView } from '../../api/events';
import { DateLeaf } from '../../ui/DateLeaf';
import { clock, clockThere, dayOf } from '../core/dates';
import styles from './When.module.css';

interface WhenProps {
  date: string;
  time: string;
  struck?: boolean;
  /** The same on the caller's own clock, where that differs. */
  there?: ClockView | null;
  children?: ReactNode;
}

/** A day and time, large. */
export function When({ date, time, struck = false, there, children }: WhenProps) {
  return (
    <div className={styles.when}>
      <DateLeaf date={date} struck={struck} />
      <div>
        <div className={styles.title} data-struck={struck}>
          {dayOf(date)}
          <br />
          {clock(time)}
        </div>
        {there && (
          <div className={styles.detail} data-testid="time-there">
            {clockThere(there, date)}
          </div>
        )}
        {children && <div className={styles.detail}>{children}</div>}
      </div>
    </div>
  );
}
