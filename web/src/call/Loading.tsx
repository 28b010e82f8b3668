import { Button, Skeleton } from '@mantine/core';
import { callFailure, UNKNOWN_PRACTICE } from './core/failures';
import { Notice } from './Notice';
import styles from './Screen.module.css';

export function Loading() {
  return (
    <main className={styles.loading} aria-busy="true" aria-label="Loading">
      <Skeleton height={44} width="min(420px, 80%)" radius="lg" />
      <Skeleton height={20} width="min(300px, 60%)" radius="lg" />
      <Skeleton height={64} width={210} radius="xl" />
    </main>
  );
}

interface PracticeMissingProps {
  kind: 'unreachable' | 'unknown';
  again: () => void;
}

export function PracticeMissing({ kind, again }: PracticeMissingProps) {
  return (
    <main className={styles.loading}>
      <h1 className={styles.hidden}>Appointments</h1>
      <Notice failure={kind === 'unknown' ? UNKNOWN_PRACTICE : callFailure(kind, '')}>
        <Button onClick={again}>Try again</Button>
      </Notice>
    </main>
  );
}
