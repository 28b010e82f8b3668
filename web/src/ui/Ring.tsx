import { useEffect, useRef } from 'react';
import styles from './Ring.module.css';

interface RingProps {
  letter: string;
  state: string;
  /** The agent's loudness now, 0 to 1; asked for at each frame while it speaks. */
  level: () => number;
}

/** The agent's presence: its halo follows its voice. Decoration; the state's word is beside it. */
export function Ring({ letter, state, level }: RingProps) {
  const ring = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = ring.current;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (state !== 'speaking' || still || !element) return;
    let frame = requestAnimationFrame(function follow() {
      element.style.setProperty('--level', level().toFixed(3));
      frame = requestAnimationFrame(follow);
    });
    return () => {
      cancelAnimationFrame(frame);
      element.style.removeProperty('--level');
    };
  }, [state, level]);
  return (
    <div ref={ring} className={styles.ring} data-state={state} aria-hidden="true">
      <span className={styles.halo} />
      <span className={styles.arc} />
      <span className={styles.core}>{letter}</span>
    </div>
  );
}
