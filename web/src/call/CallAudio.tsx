import { RoomAudioRenderer, RoomContext, StartAudio } from '@livekit/components-react';
import type { Room } from 'livekit-client';
import styles from './CallAudio.module.css';

/** Plays the agent's voice; when the browser holds sound back it asks for one tap. */
export default function CallAudio({ room, muted }: { room: Room; muted: boolean }) {
  return (
    <RoomContext.Provider value={room}>
      <RoomAudioRenderer muted={muted} />
      {!muted && <StartAudio className={styles.start} label="Tap to hear the call" />}
    </RoomContext.Provider>
  );
}
