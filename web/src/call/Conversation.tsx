import { VisuallyHidden } from '@mantine/core';
import { useCallback, useEffect, useRef } from 'react';
import { Icon } from '../ui/icons';
import styles from './Conversation.module.css';
import { follows } from './core/scrolling';
import {
  type Action,
  type Entry,
  latestSettled,
  type Timeline,
  type Utterance,
} from './core/timeline';

interface ConversationProps {
  timeline: Timeline;
  agent: string;
}

/** What was said and done. The list itself is not live: growing interim words would be read twice. */
export function Conversation({ timeline, agent }: ConversationProps) {
  const box = useStickToEnd(timeline);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable by keyboard
    <section ref={box} className={styles.talk} aria-label="Conversation" tabIndex={0}>
      {timeline.length === 0 && <p className={styles.empty}>What you both say appears here.</p>}
      <Entries timeline={timeline} agent={agent} />
      <VisuallyHidden role="status" aria-live="polite">
        {latestSettled(timeline)?.text}
      </VisuallyHidden>
    </section>
  );
}

export function Entries({ timeline, agent }: ConversationProps) {
  return (
    <ol className={styles.entries} data-testid="timeline">
      {timeline.map((entry) => (
        <Item key={`${entry.kind} ${entry.id}`} entry={entry} agent={agent} />
      ))}
    </ol>
  );
}

function Item({ entry, agent }: { entry: Entry; agent: string }) {
  return entry.kind === 'action' ? <Done entry={entry} /> : <Said entry={entry} agent={agent} />;
}

function Said({ entry, agent }: { entry: Utterance; agent: string }) {
  return (
    <li
      className={styles.said}
      data-testid="utterance"
      data-who={entry.who}
      data-final={entry.final}
    >
      <VisuallyHidden component="span">{entry.who === 'agent' ? agent : 'You'}: </VisuallyHidden>
      <span data-testid="words">{entry.text}</span>
    </li>
  );
}

function Done({ entry }: { entry: Action }) {
  return (
    <li className={styles.done} data-testid="action" data-status={entry.status}>
      <span className={styles.sign}>
        {entry.status === 'done' && <Icon name="check" size={14} />}
        {entry.status === 'failed' && <Icon name="cross" size={14} />}
      </span>
      {entry.text}
    </li>
  );
}

/** Follows the newest words, unless the caller has scrolled back to read. */
function useStickToEnd(timeline: Timeline) {
  const box = useRef<HTMLElement>(null);
  const sticks = useRef(true);
  const top = useRef(0);
  const follow = useCallback(() => {
    if (sticks.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, []);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const scrolled = () => {
      sticks.current = follows(sticks.current, top.current, element);
      top.current = element.scrollTop;
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    // On a phone the card of the moment takes room from the conversation
    const resized = new ResizeObserver(follow);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', scrolled);
      resized.disconnect();
    };
  }, [follow]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the timeline may grow it
  useEffect(follow, [timeline, follow]);
  return box;
}
