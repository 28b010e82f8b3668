import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SlotView } from '../../api/events';
import { pickSlot } from '../core/answers';
import { byDay, severalProviders } from '../core/cards';
import { clock, clockThere, dayOf, otherZone, zoneName } from '../core/dates';
import card from './MomentCard.module.css';
import styles from './Offers.module.css';
import { partText } from './Parts';

interface OffersProps {
  slots: readonly SlotView[];
  zone: string;
  say: (text: string) => void;
  now: () => number;
}

/** Offered times; a tap answers for the caller. */
export function Offers({ slots, zone, say, now }: OffersProps) {
  const [picked, setPicked] = useState('');
  const named = severalProviders(slots);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const there = slots.some((slot) => slot.there);
  const elsewhere = there || otherZone(zone, new Date(now()), own);
  const pick = (slot: SlotView) => {
    setPicked(slot.label + slot.starts_at);
    say(pickSlot(slot, named));
  };
  return (
    <>
      <h2>Free times</h2>
      {byDay(slots).map(([day, times]) => (
        <section key={day} className={styles.day}>
          <h3>{dayOf(day)}</h3>
          <div className={styles.times}>
            {times.map((slot) => (
              <Button
                key={slot.label}
                variant="default"
                className={styles.time}
                data-testid="offer-time"
                data-starts-at={slot.starts_at}
                aria-pressed={picked === slot.label + slot.starts_at}
                aria-label={labelOf(slot, named)}
                onClick={() => pick(slot)}
              >
                {clock(slot.time)}
                {named && !slot.parts && <small>{slot.provider}</small>}
                {slot.there && (
                  <small data-testid="time-there">{clockThere(slot.there, slot.date)}</small>
                )}
              </Button>
            ))}
          </div>
        </section>
      ))}
      <p className={card.note}>
        Tap a time or say it.{elsewhere ? ` Times are in ${zoneName(zone)}.` : ''}
      </p>
    </>
  );
}

/** The whole of what a tap would choose; of a visit, each of its services. */
function labelOf(slot: SlotView, named: boolean): string {
  const who = named ? `, ${slot.provider}` : '';
  const what = slot.parts ? `: ${slot.parts.map(partText).join('; ')}` : who;
  return `${dayOf(slot.date)}, ${clock(slot.time)}${what}`;
}
