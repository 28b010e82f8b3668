import { Button } from '@mantine/core';
import type { WaitView } from '../../api/events';
import { Icon } from '../../ui/icons';
import { whatOf, whenWanted } from '../../waiting/wish';
import styles from './ChangeCard.module.css';
import card from './MomentCard.module.css';

/** A place on the waiting list that this call has taken, with its private page. */
export function WaitingCard({ place }: { place: WaitView }) {
  return (
    <div data-testid="waiting-card">
      <p className={styles.tag}>
        <Icon name="check" size={18} />
        On the waiting list
      </p>
      <dl className={styles.facts}>
        <dt>For</dt>
        <dd>{whatOf(place)}</dd>
        <dt>When</dt>
        <dd>{whenWanted(place)}</dd>
      </dl>
      {place.link && (
        <div className={card.row}>
          <Button
            component="a"
            href={place.link}
            target="_blank"
            rel="noreferrer"
            data-testid="waiting-link"
          >
            Open its page
          </Button>
        </div>
      )}
    </div>
  );
}
