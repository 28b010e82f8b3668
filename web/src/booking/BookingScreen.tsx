import { Button } from '@mantine/core';
import { callFailure, LINK_GONE } from '../call/core/failures';
import header from '../call/Header.module.css';
import { Loading } from '../call/Loading';
import { Notice } from '../call/Notice';
import screen from '../call/Screen.module.css';
import { useFocusOnMount } from '../call/useFocusOnMount';
import styles from './Booking.module.css';
import { BookingCard } from './BookingCard';
import { ConfirmCancel, ConfirmMove } from './Confirm';
import type { BookingModel } from './model';
import { PickTime } from './PickTime';
import type { BookingActions } from './useBooking';

interface BookingScreenProps {
  model: BookingModel;
  actions: BookingActions;
  token: string;
  /** The present instant in milliseconds. */
  now: () => number;
}

/** The page of one booking, in any state. It only shows; all that happens is passed in. */
export function BookingScreen({ model, actions, token, now }: BookingScreenProps) {
  if (model.phase === 'loading') return <Loading />;
  if (model.phase === 'shown') {
    return <Shown model={model} actions={actions} token={token} now={now} />;
  }
  const gone = model.phase === 'gone';
  return (
    <main className={screen.loading} data-testid="booking" data-phase={model.phase}>
      <h1 className={screen.hidden}>Your appointment</h1>
      <Notice failure={gone ? LINK_GONE : callFailure('unreachable', '')}>
        {!gone && <Button onClick={actions.load}>Try again</Button>}
      </Notice>
    </main>
  );
}

type ShownProps = BookingScreenProps & { model: BookingModel & { phase: 'shown' } };

const TITLES = { moved: 'Moved.', cancelled: 'Cancelled.' } as const;

function Shown({ model, actions, token, now }: ShownProps) {
  const { booking, step, busy, refused, done } = model;
  const { practice } = booking;
  return (
    <div className={screen.screen} data-testid="booking" data-phase="shown" data-step={step.name}>
      <header className={header.header}>
        <span className={header.logo} aria-hidden="true">
          {practice.name.slice(0, 1)}
        </span>
        <span className={`${header.name} ${styles.name}`}>{practice.name}</span>
      </header>
      <main className={screen.main}>
        <div className={styles.page}>
          <Title key={`${step.name} ${done}`} text={done ? TITLES[done] : 'Your appointment'} />
          {refused && <Notice failure={{ kind: 'refused', title: refused, next: '' }} />}
          <section className={styles.panel} aria-busy={busy}>
            {step.name === 'see' && (
              <BookingCard booking={booking} actions={actions} token={token} now={now} />
            )}
            {step.name === 'pick' && (
              <PickTime booking={booking} step={step} actions={actions} now={now} />
            )}
            {step.name === 'move' && (
              <ConfirmMove booking={booking} to={step.to} busy={busy} actions={actions} />
            )}
            {step.name === 'cancel' && (
              <ConfirmCancel booking={booking} busy={busy} actions={actions} />
            )}
          </section>
        </div>
      </main>
    </div>
  );
}

/** Made anew with each step, so that the focus is where the new content begins. */
function Title({ text }: { text: string }) {
  const title = useFocusOnMount<HTMLHeadingElement>();
  return (
    <h1 ref={title} tabIndex={-1} className={styles.title} data-testid="booking-title">
      {text}
    </h1>
  );
}
