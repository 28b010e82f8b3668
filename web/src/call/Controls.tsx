import { Button } from '@mantine/core';
import { Icon, type IconName } from '../ui/icons';
import styles from './Controls.module.css';
import type { CallModel } from './core/model';
import { Keypad } from './Keypad';
import type { CallActions } from './useCall';

export function Controls({ call, actions }: { call: CallModel; actions: CallActions }) {
  const on = call.mic === 'on';
  return (
    <div className={styles.controls}>
      <Control
        id="mute"
        icon={on ? 'mic' : 'micOff'}
        name={on ? 'Mute' : call.mic === 'asking' ? 'Allow …' : 'Unmute'}
        label={on ? 'Mute' : 'Turn the microphone on'}
        press={() => actions.microphone(!on)}
      />
      {call.mode === 'text' && (
        <Control
          id="sound"
          icon={call.sound ? 'sound' : 'soundOff'}
          name={call.sound ? 'Sound' : 'Silent'}
          label={call.sound ? 'Turn the sound off' : 'Turn the sound on'}
          press={() => actions.sound(!call.sound)}
        />
      )}
      <Keypad send={actions.digits} />
      <Control id="end-call" icon="end" name="End" label="End call" press={actions.hangUp} />
    </div>
  );
}

interface ControlProps {
  id: string;
  icon: IconName;
  name: string;
  label: string;
  press: () => void;
}

function Control({ id, icon, name, label, press }: ControlProps) {
  const end = id === 'end-call';
  return (
    <Button
      className={styles.control}
      variant={end ? 'filled' : 'default'}
      color={end ? 'danger' : 'brand'}
      data-testid={id}
      aria-label={label}
      onClick={press}
    >
      <Icon name={icon} />
      <span className={styles.name}>{name}</span>
    </Button>
  );
}
