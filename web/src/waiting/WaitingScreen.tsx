import { Button } from '@mantine/core';
import type { Held, Waiting } from '../api/waiting';
import styles from '../booking/Booking.module.css';
import card from '../call/cards/MomentCard.module.css';
import { When } from '../call/cards/When';
import { clock, wallClock } from '../call/core/dates';
import { callFailure, PLACE_GONE } from '../call/core/failures';
import header from '../call/Header.module.css';
import { Loading } from '../call/Loading';
import { Notice } from '../call/Notice';
import screen from '../call/Screen.module.css';
import type { WaitingActions, WaitingModel } from './useWaiting';
import { linesOf, whatOf, whenWanted } from './wish';

interface WaitingScreenProps {
  model: WaitingModel;
  actions: WaitingActions;
}

/** The page of one place on the waiting list, in any state. It only shows. */
export function WaitingScreen({ model, actions }: WaitingScreenProps) {
  if (model.phase === 'loading') return <Loading />;
  if (model.phase === 'shown') return <Shown model={model} actions={actions} />;
  const gone = model.phase === 'gone';
  return (
    <main className={screen.loading} data-testid="waiting" data-phase={model.phase}>
      <h1 className={screen.hidden}>The waiting list</h1>
      <Notice failure={gone ? PLACE_GONE : callFailure('unreachable', '')}>
        {!gone && <Button onClick={actions.load}>Try again</Button>}
      </Notice>
    </main>
  );
}

const TITLES = {
  waiting: 'You’re on the waiting list',
  offered: 'A time has come free',
  booked: 'Booked.',
  over: 'Not on the waiting list',
} as const;

type ShownProps = WaitingScreenProps & { model: WaitingModel & { phase: 'shown' } };

function Shown({ model, actions }: ShownProps) {
  const { waiting, busy, refused } = model;
  const { practice } = waiting;
  return (
    <div className={screen.screen} data-testid="waiting" data-state={waiting.state}>
      <header className={header.header}>
        <span className={header.logo} aria-hidden="true">
          {practice.name.slice(0, 1)}
        </span>
        <span className={`${header.name} ${styles.name}`}>{practice.name}</span>
      </header>
      <main className={screen.main}>
        <div className={styles.page} aria-live="polite">
          <h1 className={styles.title}>{TITLES[waiting.state]}</h1>
          {refused && <Notice failure={{ kind: 'refused', title: refused, next: '' }} />}
          <section className={styles.panel} aria-busy={busy}>
            <Content waiting={waiting} busy={busy} actions={actions} />
          </section>
        </div>
      </main>
    </div>
  );
}

interface ContentProps {
  waiting: Waiting;
  busy: boolean;
  actions: WaitingActions;
}

function Content({ waiting, busy, actions }: ContentProps) {
  const { wish, held, booking, practice } = waiting;
  if (held) return <Offer held={held} zone={practice.timezone} busy={busy} actions={actions} />;
  return (
    <>
      <p className={styles.what}>
        {whatOf(wish)}
        <br />
        {whenWanted(wish)}
      </p>
      {waiting.state === 'waiting' && (
        <>
          {waiting.away && <p className={styles.note}>{waiting.away}</p>}
          <p className={styles.note}>
            A time that comes free is shown here, and kept for you for a while. Leave this page
            open, or look again.
          </p>
          <div className={card.row}>
            <Button
              variant="default"
              data-testid="leave"
              aria-disabled={busy}
              onClick={() => busy || actions.change('leave', null)}
            >
              Leave the waiting list
            </Button>
          </div>
        </>
      )}
      {booking && (
        <div className={card.row}>
          <Button component="a" href={booking} data-testid="booking-link">
            See your appointment
          </Button>
        </div>
      )}
    </>
  );
}

interface OfferProps {
  held: Held;
  zone: string;
  busy: boolean;
  actions: WaitingActions;
}

/** The read-back of what is held, and its yes. */
function Offer({ held, zone, busy, actions }: OfferProps) {
  const until = wallClock(new Date(held.until), zone);
  return (
    <div data-testid="held-card">
      <When date={held.date} time={held.time}>
        kept for you until {clock(until.time)}
      </When>
      {linesOf(held).map((line) => (
        <p className={styles.what} key={line}>
          {line}
        </p>
      ))}
      <div className={card.row}>
        <Button
          data-testid="take"
          aria-disabled={busy}
          onClick={() => busy || actions.change('take', held)}
        >
          Yes, book it
        </Button>
        <Button
          variant="default"
          data-testid="decline"
          aria-disabled={busy}
          onClick={() => busy || actions.change('decline', held)}
        >
          No, let it go
        </Button>
      </div>
    </div>
  );
}
