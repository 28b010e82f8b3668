import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '../ui/icons';
import styles from './Composer.module.css';

interface ComposerProps {
  agent: string;
  /** Who chose to type finds the cursor here. */
  focused: boolean;
  say: (text: string) => void;
}

/** Typed text, always there, does everything that voice does. */
export function Composer({ agent, focused, say }: ComposerProps) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) input.current?.focus({ preventScroll: true });
  }, [focused]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) say(text.trim());
    setText('');
  };
  return (
    <form className={styles.type} onSubmit={send}>
      <input
        ref={input}
        className={styles.input}
        data-testid="text-input"
        aria-label={`Type to ${agent}`}
        placeholder={`Type to ${agent}`}
        autoComplete="off"
        enterKeyHint="send"
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" className={styles.send} data-testid="send" aria-label="Send">
        <span className={styles.word}>Send</span>
        <span className={styles.sign}>
          <Icon name="send" />
        </span>
      </Button>
    </form>
  );
}
