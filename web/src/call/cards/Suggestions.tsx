import { Button } from '@mantine/core';
import styles from './Suggestions.module.css';

const BEGINNINGS = [
  'I would like to book an appointment',
  'I need to move my appointment',
  'When is my appointment?',
];

/** How to begin, for who does not know what can be said; gone once the caller has spoken. */
export function Suggestions({ say }: { say: (text: string) => void }) {
  return (
    <>
      <h2>You can say or tap</h2>
      <div className={styles.list}>
        {BEGINNINGS.map((text) => (
          <Button
            key={text}
            variant="default"
            className={styles.one}
            data-testid="suggestion"
            onClick={() => say(text)}
          >
            {text}
          </Button>
        ))}
      </div>
    </>
  );
}
