import type { ReactNode } from 'react';
import { DateLeaf } from '../../ui/DateLeaf';
import { clock, dayOf } from '../core/dates';
import styles from './When.module.css';

interface WhenProps {
  date: string;
  time: string;
  struck?: boolean;
  children?: ReactNode;
}

/** A day and time, large. */
export function When({ date, time, struck = false, children }: WhenProps) {
  return (
    <div className={styles.when}>
      <DateLeaf date={date} struck={struck} />
      <div>
        <div className={styles.title} data-struck={struck}>
          {dayOf(date)}
          <br />
          {clock(time)}
        </div>
        {children && <div className={styles.detail}>{children}</div>}
      </div>
    </div>
  );
}
