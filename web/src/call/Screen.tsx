import { AfterCall } from './AfterCall';
import { inCall } from './core/phase';
import { Header } from './Header';
import { InCall } from './InCall';
import styles from './Screen.module.css';
import type { ScreenProps } from './screenProps';
import { Welcome } from './Welcome';

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
