import type { ReactNode } from 'react';
import { DateLeaf } from '../../ui/DateLeaf';
import styles from './When.module.css';

interface WhenProps {
  date: string;
  title: string;
  struck?: boolean;
  children?: ReactNode;
}

/** A day and time, large. */
export function When({ date, title, struck = false, children }: WhenProps) {
  return (
    <div className={styles.when}>
      <DateLeaf date={date} struck={struck} />
      <div>
        <div className={styles.title} data-struck={struck}>
          {title}
        </div>
        {children && <div className={styles.detail}>{children}</div>}
      </div>
    </div>
  );
}
