import { clock, type LocalTime, shortDay } from '../core/dates';
import styles from './Dates.module.css';

interface DatesProps {
  /** `link` is the private page of a date that is booked: its calendar file is there too. */
  dates: readonly (LocalTime & { link?: string | null })[];
  struck?: boolean;
}

/** All the dates of a series, each with its weekday and time. */
export function Dates({ dates, struck = false }: DatesProps) {
  return (
    <ol className={styles.dates} data-struck={struck} data-testid="series-dates">
      {dates.map(({ date, time, link }) => (
        <li key={`${date} ${time}`}>
          {link ? (
            <a href={link} target="_blank" rel="noreferrer">
              {whenOf(date, time)}
            </a>
          ) : (
            whenOf(date, time)
          )}
        </li>
      ))}
    </ol>
  );
}

const whenOf = (date: string, time: string) => `${shortDay(date)}, ${clock(time)}`;
