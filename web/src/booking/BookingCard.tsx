import { Button } from '@mantine/core';
import type { Booking } from '../api/bookings';
import change from '../call/cards/ChangeCard.module.css';
import card from '../call/cards/MomentCard.module.css';
import { When } from '../call/cards/When';
import { otherZone, zoneName } from '../call/core/dates';
import { Icon } from '../ui/icons';
import styles from './Booking.module.css';
import type { BookingActions } from './useBooking';

interface BookingCardProps {
  booking: Booking;
  actions: BookingActions;
  token: string;
  now: () => number;
}

/** The appointment as it stands, and what can be done with it. */
export function BookingCard({ booking, actions, token, now }: BookingCardProps) {
  const { appointment, practice } = booking;
  const cancelled = appointment.status === 'cancelled';
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const elsewhere = otherZone(practice.timezone, new Date(now()), own);
  return (
    <div data-testid="booking-card" data-status={appointment.status} data-change={booking.change}>
      {cancelled && (
        <p className={change.tag} data-gone="true">
          <Icon name="cross" size={18} />
          Cancelled
        </p>
      )}
      <When date={appointment.date} time={appointment.time} struck={cancelled}>
        {elsewhere && zoneName(practice.timezone)}
      </When>
      <dl className={change.facts}>
        <dt>Service</dt>
        <dd>
          {appointment.service}, {appointment.duration_minutes} min
        </dd>
        <dt>With</dt>
        <dd>{appointment.provider}</dd>
        {practice.address && <dt>Where</dt>}
        {practice.address && <dd>{practice.address}</dd>}
      </dl>
      <div className={card.row}>
        <Button
          component="a"
          href={`/api/bookings/${token}.ics`}
          download
          variant={booking.change === 'open' ? 'filled' : 'default'}
          leftSection={<Icon name="calendar" />}
          data-testid="add-calendar"
        >
          {cancelled ? 'Remove from calendar' : 'Add to calendar'}
        </Button>
        <Choices booking={booking} actions={actions} />
      </div>
      {booking.change === 'late' && <Late phone={practice.phone} />}
    </div>
  );
}

function Choices({ booking, actions }: { booking: Booking; actions: BookingActions }) {
  if (booking.change === 'open') {
    return (
      <>
        <Button variant="default" data-testid="move" onClick={() => actions.pick(null)}>
          Move
        </Button>
        <Button variant="default" data-testid="cancel" onClick={actions.askToCancel}>
          Cancel
        </Button>
      </>
    );
  }
  if (booking.change === 'late') return null;
  const practice = `/?practice=${encodeURIComponent(booking.practice.slug)}`;
  return (
    <Button component="a" href={practice} variant="default" data-testid="book-again">
      Book again
    </Button>
  );
}

function Late({ phone }: { phone: string | null }) {
  return (
    <p className={styles.note} data-testid="too-late">
      It is too late to move or cancel this here.
      {phone && (
        <>
          {' '}
          Please ring <a href={`tel:${phone.replace(/\s/g, '')}`}>{phone}</a>.
        </>
      )}
    </p>
  );
}
