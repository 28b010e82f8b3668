import { cardOfTheMoment } from '../core/cards';
import type { Timeline } from '../core/timeline';
import type { ScreenProps } from '../screenProps';
import { AppointmentList } from './AppointmentList';
import { ChangeCard } from './ChangeCard';
import styles from './MomentCard.module.css';
import { Offers } from './Offers';
import { ReadBack } from './ReadBack';
import { Suggestions } from './Suggestions';
import { WaitingCard } from './WaitingCard';

/** What the caller can answer or keep now, by tapping. */
export function MomentCard({ practice, call, actions, now }: ScreenProps) {
  const card = cardOfTheMoment(call.cards);
  const turn = turnsOf(call.timeline);
  if (!card && call.timeline.some((entry) => entry.kind === 'utterance' && entry.who === 'caller'))
    return null;
  return (
    <aside className={styles.card} aria-label="Your answer" data-card={card?.kind ?? 'suggestions'}>
      {!card && <Suggestions say={actions.say} />}
      {card?.kind === 'slots' && (
        <Offers slots={card.slots} zone={practice.timezone} say={actions.say} now={now} />
      )}
      {card?.kind === 'proposal' && (
        <ReadBack proposal={card.proposal} zone={practice.timezone} turn={turn} say={actions.say} />
      )}
      {card?.kind === 'appointments' && (
        <AppointmentList appointments={card.appointments} say={actions.say} />
      )}
      {card?.kind === 'change' && (
        <ChangeCard change={card.change} practice={practice} ask={actions.say} />
      )}
      {card?.kind === 'waiting' && <WaitingCard place={card.place} />}
    </aside>
  );
}

/** How often the agent has spoken: a tapped answer stays pressed until it speaks again. */
const turnsOf = (timeline: Timeline) =>
  timeline.filter((entry) => entry.kind === 'utterance' && entry.who === 'agent').length;
