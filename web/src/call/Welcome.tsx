import { Button } from '@mantine/core';
import { Icon } from '../ui/icons';
import { callFailure } from './core/failures';
import { Neighbours } from './Neighbours';
import { Notice } from './Notice';
import { PracticeFacts } from './PracticeFacts';
import type { ScreenProps } from './screenProps';
import styles from './Welcome.module.css';

/** Before the call, and after one that did not come about. */
export function Welcome({ practice, call, actions, now, neighbours = [] }: ScreenProps) {
  const { phase } = call;
  const agent = practice.agent_name;
  return (
    <div className={styles.welcome}>
      {phase.name === 'failed' && <Notice failure={callFailure(phase.failure, practice.phone)} />}
      <div>
        {practice.greeting && <p className={styles.greeting}>{practice.greeting}</p>}
        <h1 className={styles.title}>
          Book, move or cancel <br />
          by just asking.
        </h1>
        <p className={styles.lead}>{agent}, our assistant, answers at once. Speak or type.</p>
      </div>
      <div className={styles.buttons}>
        <Button
          className={styles.call}
          data-testid="call-button"
          leftSection={<Icon name="phone" size={22} />}
          onClick={() => actions.start('voice')}
        >
          {phase.name === 'failed' ? 'Try again' : `Talk to ${agent}`}
        </Button>
        <Button
          variant="default"
          className={styles.type}
          data-testid="type-instead"
          onClick={() => actions.start('text')}
        >
          Type instead
        </Button>
      </div>
      <p className={styles.promise}>
        No account needed. The conversation is written down so that nothing gets lost; your voice is
        not recorded. Your number is used to find and keep your appointments.
        {practice.phone && (
          <>
            {' '}
            Or ring <a href={`tel:${practice.phone.replace(/\s/g, '')}`}>{practice.phone}</a>.
          </>
        )}
      </p>
      <PracticeFacts practice={practice} now={now} />
      <Neighbours of={neighbours} />
    </div>
  );
}
