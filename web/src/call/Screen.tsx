import type { Neighbour, Practice } from '../api/practice';
import { AfterCall } from './AfterCall';
import type { CallModel } from './core/model';
import { inCall } from './core/phase';
import { Header } from './Header';
import { InCall } from './InCall';
import styles from './Screen.module.css';
import type { CallActions } from './useCall';
import { Welcome } from './Welcome';

export interface ScreenProps {
  practice: Practice;
  call: CallModel;
  actions: CallActions;
  /** The present instant in milliseconds. */
  now: () => number;
  /** Other practices to lead to before the call. */
  neighbours?: readonly Neighbour[];
}

/** One calm screen: before, in and after the call. It only shows; all that happens is passed in. */
export function Screen(props: ScreenProps) {
  const { practice, call, now } = props;
  const calling = inCall(call.phase);
  return (
    <div className={styles.screen} data-phase={call.phase.name} data-calling={calling}>
      <Header practice={practice} now={now} />
      <main className={styles.main}>
        {calling && <InCall {...props} />}
        {call.phase.name === 'ended' && <AfterCall {...props} />}
        {(call.phase.name === 'idle' || call.phase.name === 'failed') && <Welcome {...props} />}
      </main>
    </div>
  );
}
