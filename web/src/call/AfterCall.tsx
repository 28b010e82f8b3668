import { Button } from '@mantine/core';
import { Icon } from '../ui/icons';
import styles from './AfterCall.module.css';
import { Entries } from './Conversation';
import { ChangeCard } from './cards/ChangeCard';
import { WaitingCard } from './cards/WaitingCard';
import { changesOf } from './core/changes';
import { endFailure } from './core/failures';
import { Notice } from './Notice';
import { RecordCard } from './RecordCard';
import type { ScreenProps } from './screenProps';
import { useFocusOnMount } from './useFocusOnMount';

/** What came of the call: the appointments, the record, and the words if one wants them. */
export function AfterCall({ practice, call, actions }: ScreenProps) {
  const title = useFocusOnMount<HTMLHeadingElement>();
  const { phase } = call;
  const failure = phase.name === 'ended' ? endFailure(phase.by, call.goodbye) : null;
  const changes = changesOf(call);
  return (
    <div className={styles.after}>
      <h1 ref={title} tabIndex={-1} className={styles.title}>
        {changes.length > 0 ? 'All done.' : 'Call ended.'}
      </h1>
      {failure && <Notice failure={failure} />}
      {changes.map((change) => (
        <section key={change.appointment.id} className={styles.panel}>
          <ChangeCard
            change={change}
            practice={practice}
            ask={(text) => actions.start(call.mode, text)}
          />
        </section>
      ))}
      {call.cards.waiting && (
        <section className={styles.panel}>
          <WaitingCard place={call.cards.waiting} />
        </section>
      )}
      <RecordCard call={call} practice={practice} />
      <div className={styles.again}>
        <Button
          variant={changes.length > 0 ? 'default' : 'filled'}
          leftSection={<Icon name="phone" />}
          data-testid="call-again"
          onClick={() => actions.start('voice')}
        >
          Call again
        </Button>
        <Button variant="default" data-testid="type-again" onClick={() => actions.start('text')}>
          Type instead
        </Button>
      </div>
      {call.timeline.length > 0 && (
        <details className={styles.words}>
          <summary>What was said</summary>
          <Entries timeline={call.timeline} agent={practice.agent_name} />
        </details>
      )}
    </div>
  );
}
