import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Ring } from '../ui/Ring';
import { Controls } from './Controls';
import { duration } from './core/dates';
import { PRESENCE_WORDS, presence } from './core/model';
import type { Phase } from './core/phase';
import { Face } from './Face';
import styles from './PresencePanel.module.css';
import type { ScreenProps } from './screenProps';

export function PresencePanel({ practice, call, actions, now }: ScreenProps) {
  const state = presence(call);
  const agent = practice.agent_name;
  return (
    <section className={styles.who} aria-label="The call" data-mode={call.mode}>
      {call.face ? (
        <Face agent={agent} show={actions.showFace} />
      ) : (
        <Ring letter={agent.slice(0, 1)} state={state} level={actions.level} />
      )}
      <div className={styles.words}>
        <div className={styles.state} data-testid="agent-state" data-state={state}>
          {PRESENCE_WORDS[state]}
        </div>
        <div className={styles.name}>
          {agent}
          <CallClock phase={call.phase} now={now} />
        </div>
      </div>
      <Spoken state={state} agent={agent} />
      <Controls call={call} actions={actions} />
    </section>
  );
}

function CallClock({ phase, now }: { phase: Phase; now: () => number }) {
  const [, tick] = useState(0);
  const since = 'since' in phase && phase.name !== 'connecting' ? phase.since : null;
  useEffect(() => {
    if (since === null) return;
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [since]);
  if (since === null) return null;
  return <time className={styles.clock}>{duration((now() - since) / 1000)}</time>;
}

/** Said by a screen reader: what needs patience, or tells that one may speak; not each turn. */
function Spoken({ state, agent }: { state: string; agent: string }) {
  const waiting = state === 'connecting' || state === 'reconnecting';
  return (
    <VisuallyHidden role="status">
      {waiting ? `${state} …` : `${agent} is on the line.`}
    </VisuallyHidden>
  );
}
