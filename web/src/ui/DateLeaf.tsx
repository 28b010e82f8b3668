import { dayNumber, month } from '../call/core/dates';
import styles from './DateLeaf.module.css';

/** A leaf of a tear-off calendar; the date is also written out beside it. */
export function DateLeaf({ date, struck = false }: { date: string; struck?: boolean }) {
  return (
    <div className={styles.leaf} data-struck={struck} aria-hidden="true">
      <span className={styles.month}>{month(date)}</span>
      <span className={styles.day}>{dayNumber(date)}</span>
    </div>
  );
}
