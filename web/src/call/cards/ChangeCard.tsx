import { Button } from '@mantine/core';
import { useState } from 'react';
import { calendarOf } from '../../api/bookings';
import type { AppointmentView } from '../../api/events';
import type { Practice } from '../../api/practice';
import { Icon } from '../../ui/icons';
import { askToCancel, askToMove } from '../core/answers';
import { type Change, datesOf } from '../core/cards';
import { clock, shortDay, wallClock } from '../core/dates';
import { whom } from '../core/people';
import styles from './ChangeCard.module.css';
import { Dates } from './Dates';
import card from './MomentCard.module.css';
import { Parts } from './Parts';
import { When } from './When';

interface ChangeCardProps {
  change: Change;
  practice: Practice;
  /** Says it in this call, or begins a new one with it. */
  ask: (text: string) => void;
}

const TAGS = { booked: 'Booked', moved: 'Moved', cancelled: 'Cancelled' } as const;

/** An appointment that this call booked, moved or cancelled, as it is stored. */
export function ChangeCard({ change, practice, ask }: ChangeCardProps) {
  const { action, appointment, was, visit } = change;
  const gone = action === 'cancelled';
  const dates = datesOf(change);
  const several = dates.length > 1;
  return (
    <div data-testid="booked-card" data-action={action} data-appointment={appointment.id}>
      <p className={styles.tag} data-gone={gone}>
        <Icon name={gone ? 'cross' : 'check'} size={18} />
        {TAGS[action]}
        {several && `, ${dates.length} ${visit ? 'services' : 'dates'}`}
      </p>
      <When date={appointment.date} time={appointment.time} struck={gone} there={appointment.there}>
        {was && !several && `instead of ${earlier(was, practice.timezone)}`}
      </When>
      {several && !visit && <Dates dates={dates} struck={gone} />}
      {several && visit && <Parts parts={visit} struck={gone} />}
      <dl className={styles.facts}>
        {!(several && visit) && <About one={appointment} />}
        {practice.address && !gone && <Fact name="Where" value={practice.address} />}
      </dl>
      <div className={card.row}>
        {appointment.link && !several && <ToKeep link={appointment.link} gone={gone} />}
        {!gone && (
          <ChangeOrCancel
            move={() => ask(askToMove(appointment))}
            cancel={() => ask(askToCancel(appointment))}
          />
        )}
      </div>
    </div>
  );
}

function About({ one }: { one: AppointmentView }) {
  return (
    <>
      <Fact name="Service" value={`${one.service}, ${one.duration_minutes} min`} />
      {one.attendee && <Fact name="For" value={whom(one.attendee)} />}
      <Fact name="With" value={one.provider} />
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** The calendar file, and the private page in a tab of its own: the call goes on in this one. */
function ToKeep({ link, gone }: { link: string; gone: boolean }) {
  const file = calendarOf(link);
  return (
    <>
      {file && (
        <Button
          component="a"
          href={file}
          download
          variant={gone ? 'default' : 'filled'}
          leftSection={<Icon name="calendar" />}
          data-testid="add-calendar"
        >
          {gone ? 'Remove from calendar' : 'Add to calendar'}
        </Button>
      )}
      <Button
        component="a"
        href={link}
        target="_blank"
        rel="noreferrer"
        variant="default"
        data-testid="booking-link"
      >
        Open its page
      </Button>
    </>
  );
}

function ChangeOrCancel({ move, cancel }: { move: () => void; cancel: () => void }) {
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <Button variant="default" data-testid="change-or-cancel" onClick={() => setOpen(true)}>
        Change or cancel
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" data-testid="ask-move" autoFocus onClick={move}>
        Another time
      </Button>
      <Button variant="default" data-testid="ask-cancel" onClick={cancel}>
        Cancel it
      </Button>
    </>
  );
}

function earlier(instant: string, zone: string): string {
  const at = wallClock(new Date(instant), zone);
  return `${shortDay(at.date)}, ${clock(at.time)}`;
}
