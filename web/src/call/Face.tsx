import { useEffect, useRef } from 'react';
import styles from './Face.module.css';

interface FaceProps {
  agent: string;
  show: (video: HTMLVideoElement) => () => void;
}

/** The avatar's picture in the place of the ring; its voice is played with the call's other sound. */
export function Face({ agent, show }: FaceProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => (video.current ? show(video.current) : undefined), [show]);
  return (
    <video
      ref={video}
      className={styles.face}
      data-testid="face"
      aria-label={`Video of ${agent}`}
      autoPlay
      muted
      playsInline
    />
  );
}
