import { Button, Skeleton } from '@mantine/core';
import type { Neighbour } from '../api/practice';
import { callFailure, UNKNOWN_PRACTICE } from './core/failures';
import { Neighbours } from './Neighbours';
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
  neighbours: readonly Neighbour[];
}

export function PracticeMissing({ kind, again, neighbours }: PracticeMissingProps) {
  return (
    <main className={styles.loading}>
      <h1 className={styles.hidden}>Appointments</h1>
      <Notice failure={kind === 'unknown' ? UNKNOWN_PRACTICE : callFailure(kind, '')}>
        {kind === 'unreachable' && <Button onClick={again}>Try again</Button>}
      </Notice>
      <Neighbours of={neighbours} />
    </main>
  );
}
