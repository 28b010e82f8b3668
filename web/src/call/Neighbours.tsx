import type { Neighbour } from '../api/practice';
import styles from './Neighbours.module.css';

/** The way to the other practices on this server. */
export function Neighbours({ of }: { of: readonly Neighbour[] }) {
  if (of.length === 0) return null;
  return (
    <nav className={styles.neighbours} aria-label="Other practices">
      <h2>Also here</h2>
      <ul>
        {of.map(({ slug, name }) => (
          <li key={slug}>
            <a href={`/${slug}`} data-testid="neighbour" data-practice={slug}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
