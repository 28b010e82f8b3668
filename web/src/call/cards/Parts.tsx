import { clock } from '../core/dates';
import { forWhom } from '../core/people';
import styles from './Dates.module.css';

export interface Part {
  time: string;
  service: string;
  provider: string;
  attendee?: string | null;
}

interface PartsProps {
  parts: readonly Part[];
  struck?: boolean;
}

/** All the services of a visit, each with its time, with whom and for whom. */
export function Parts({ parts, struck = false }: PartsProps) {
  return (
    <ol className={styles.dates} data-struck={struck} data-testid="visit-parts">
      {parts.map((part) => (
        <li key={`${part.time} ${part.service} ${part.attendee ?? ''}`}>{partText(part)}</li>
      ))}
    </ol>
  );
}

/** "10:00 am, Trim with Jon, for Tom" */
export function partText({ time, service, provider, attendee }: Part): string {
  const whom = attendee ? `, ${forWhom(attendee)}` : '';
  return `${clock(time)}, ${service} with ${provider}${whom}`;
}
