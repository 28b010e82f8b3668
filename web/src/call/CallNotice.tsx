import { Button } from '@mantine/core';
import styles from './CallNotice.module.css';
import { browserOf } from './core/browser';
import { micFailure, RECONNECTING } from './core/failures';
import type { CallModel } from './core/model';
import { Notice } from './Notice';
import type { CallActions } from './useCall';

interface CallNoticeProps {
  call: CallModel;
  actions: CallActions;
  agent: string;
}

/** What stands in the call's way, while the call goes on. */
export function CallNotice({ call, actions, agent }: CallNoticeProps) {
  const microphone = micFailure(call.mic, browserOf(navigator.userAgent), agent);
  if (call.phase.name === 'reconnecting') {
    return (
      <div className={styles.place}>
        <Notice failure={RECONNECTING} />
      </div>
    );
  }
  if (!microphone) return null;
  return (
    <div className={styles.place}>
      <Notice failure={microphone}>
        <Button variant="default" onClick={() => actions.microphone(true)}>
          Try the microphone again
        </Button>
      </Notice>
    </div>
  );
}
