import { Button, Skeleton } from '@mantine/core';
import { useRef } from 'react';
import type { Booking, Opening, Openings } from '../api/bookings';
import offers from '../call/cards/Offers.module.css';
import { clock, dayOf, otherZone, wallClock, zoneName } from '../call/core/dates';
import styles from './Booking.module.css';
import type { Step } from './model';
import type { BookingActions } from './useBooking';

interface PickTimeProps {
  booking: Booking;
  step: Step & { name: 'pick' };
  actions: BookingActions;
  now: () => number;
}

/** The times that the appointment could move to, a day at a time. */
export function PickTime({ booking, step, actions, now }: PickTimeProps) {
  const { openings, looking } = step;
  const { timezone } = booking.practice;
  const at = new Date(now());
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div data-testid="pick-time" aria-busy={looking}>
      <h2 className={styles.heading}>Choose another time</h2>
      {openings ? (
        <>
          <Day openings={openings} today={wallClock(at, timezone).date} pick={actions.pick} />
          <Times openings={openings} booking={booking} choose={actions.choose} />
        </>
      ) : (
        <Skeleton height={110} radius="lg" />
      )}
      <p className={styles.note}>
        Now it is on {dayOf(booking.appointment.date)} at {clock(booking.appointment.time)}.
        {otherZone(timezone, at, own) && ` Times are in ${zoneName(timezone)}.`}
      </p>
      <Button variant="default" data-testid="back" onClick={actions.see}>
        Keep it as it is
      </Button>
    </div>
  );
}

interface DayProps {
  openings: Openings;
  today: string;
  pick: (day: string) => void;
}

/** The field stays as it is typed: a day that is being typed is a day from its first digit on. */
function Day({ openings, today, pick }: DayProps) {
  const field = useRef<HTMLInputElement>(null);
  const { next_day } = openings;
  const pickNext = (day: string) => {
    if (field.current) field.current.value = day;
    pick(day);
  };
  return (
    <div className={styles.days}>
      <label>
        Day
        <input
          ref={field}
          className={styles.day}
          type="date"
          data-testid="day"
          min={today}
          defaultValue={openings.day}
          onChange={({ target }) => target.value && target.validity.valid && pick(target.value)}
        />
      </label>
      {next_day && (
        <Button variant="default" data-testid="next-day" onClick={() => pickNext(next_day)}>
          Next: {dayOf(next_day)}
        </Button>
      )}
    </div>
  );
}

interface TimesProps {
  openings: Openings;
  booking: Booking;
  choose: (to: Opening) => void;
}

function Times({ openings, booking, choose }: TimesProps) {
  const { day, openings: free } = openings;
  if (free.length === 0)
    return <p role="status">{openings.away ?? `Nothing is free on ${dayOf(day)}.`}</p>;
  const usual = booking.appointment.provider;
  return (
    <section className={offers.day}>
      <h3 className={styles.heading} aria-live="polite">
        {dayOf(day)}
      </h3>
      <div className={offers.times}>
        {free.map((one) => (
          <Button
            key={one.slot}
            variant="default"
            className={offers.time}
            data-testid="opening"
            data-starts-at={one.starts_at}
            aria-label={`${dayOf(one.date)}, ${clock(one.time)}${one.provider === usual ? '' : `, ${one.provider}`}`}
            onClick={() => choose(one)}
          >
            {clock(one.time)}
            {one.provider !== usual && <small>{one.provider}</small>}
          </Button>
        ))}
      </div>
    </section>
  );
}
