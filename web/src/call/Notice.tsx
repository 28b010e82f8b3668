import type { ReactNode } from 'react';
import { Icon } from '../ui/icons';
import type { Failure } from './core/failures';
import styles from './Notice.module.css';

/** A failure: its sentence, its next step, and the buttons that take it. */
export function Notice({ failure, children }: { failure: Failure; children?: ReactNode }) {
  return (
    <section className={styles.notice} role="alert" data-testid="failure" data-kind={failure.kind}>
      <span className={styles.sign}>
        <Icon name="alert" />
      </span>
      <div className={styles.words}>
        <strong>{failure.title}</strong>
        {failure.next && <p>{failure.next}</p>}
        {children && <div className={styles.steps}>{children}</div>}
      </div>
    </section>
  );
}
