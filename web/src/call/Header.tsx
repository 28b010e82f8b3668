import type { Practice } from '../api/practice';
import { openNow } from './core/hours';
import styles from './Header.module.css';

export function Header({ practice, now }: { practice: Practice; now: () => number }) {
  const { open, text } = openNow(practice.week, practice.timezone, new Date(now()));
  return (
    <header className={styles.header}>
      {practice.logo ? (
        <img className={styles.image} src={practice.logo} alt="" data-testid="logo" />
      ) : (
        <span className={styles.logo} aria-hidden="true">
          {practice.name.slice(0, 1)}
        </span>
      )}
      <span className={styles.name}>{practice.name}</span>
      <span className={styles.open} data-open={open}>
        {text}
      </span>
    </header>
  );
}
