import { VisuallyHidden } from '@mantine/core';
import { CallNotice } from './CallNotice';
import { Composer } from './Composer';
import { Conversation } from './Conversation';
import { MomentCard } from './cards/MomentCard';
import styles from './InCall.module.css';
import { PresencePanel } from './PresencePanel';
import type { ScreenProps } from './screenProps';
import { useFocusOnMount } from './useFocusOnMount';

/** Presence, what was said and done, the card of the moment, and the text box. */
export function InCall(props: ScreenProps) {
  const { practice, call, actions } = props;
  const typing = call.mode === 'text';
  const title = useFocusOnMount<HTMLHeadingElement>(!typing);
  const agent = practice.agent_name;
  return (
    <div className={styles.call}>
      <VisuallyHidden>
        <h1 ref={title} tabIndex={-1}>
          Call with {agent}
        </h1>
      </VisuallyHidden>
      <PresencePanel {...props} />
      <CallNotice call={call} actions={actions} agent={agent} />
      <Conversation timeline={call.timeline} agent={agent} />
      <MomentCard {...props} />
      <Composer agent={agent} focused={typing} say={actions.say} />
    </div>
  );
}
