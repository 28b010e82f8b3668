import type { Practice, Service } from '../api/practice';
import { otherZone, wallClock, zoneName } from './core/dates';
import { hoursLines } from './core/hours';
import styles from './PracticeFacts.module.css';

/** Hours, services and address: what a caller would ask first. */
export function PracticeFacts({ practice, now }: { practice: Practice; now: () => number }) {
  const at = new Date(now());
  const { day } = wallClock(at, practice.timezone);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={styles.facts}>
      <section>
        <h2>Opening hours</h2>
        <dl className={styles.pairs}>
          {hoursLines(practice.week, day).map((line) => (
            <div key={line.days} data-today={line.today}>
              <dt>{line.days}</dt>
              <dd>{line.hours}</dd>
            </div>
          ))}
        </dl>
        {otherZone(practice.timezone, at, own) && (
          <p className={styles.note}>{zoneName(practice.timezone)}</p>
        )}
      </section>
      <section>
        <h2>What you can book</h2>
        <dl className={styles.pairs}>
          {practice.services.slice(0, 6).map((service) => (
            <div key={service.name}>
              <dt>{service.name}</dt>
              <dd>{detail(service)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {practice.address && (
        <section>
          <h2>Where</h2>
          <address>{practice.address}</address>
        </section>
      )}
    </div>
  );
}

const detail = ({ duration_minutes, price }: Service) =>
  // A bare number says nothing without its currency
  `${duration_minutes} min${price && /[^\d.,]/.test(price) ? ` · ${price}` : ''}`;
