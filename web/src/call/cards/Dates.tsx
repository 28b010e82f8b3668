import { clock, type LocalTime, shortDay } from '../core/dates';
import styles from './Dates.module.css';

interface DatesProps {
  dates: readonly LocalTime[];
  struck?: boolean;
}

/** All the dates of a series, each with its weekday and time. */
export function Dates({ dates, struck = false }: DatesProps) {
  return (
    <ol className={styles.dates} data-struck={struck} data-testid="series-dates">
      {dates.map(({ date, time }) => (
        <li key={`${date} ${time}`}>
          {shortDay(date)}, {clock(time)}
        </li>
      ))}
    </ol>
  );
}
