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
        {...microphone(call.mic)}
        press={() => actions.microphone(!on)}
      />
      {call.mode === 'text' && (
        <Control
          id="sound"
          icon={call.sound ? 'sound' : 'soundOff'}
          name={call.sound ? 'Silence' : 'Sound'}
          label={call.sound ? 'Silence the voice' : 'Sound on'}
          press={() => actions.sound(!call.sound)}
        />
      )}
      <Keypad send={actions.digits} />
      <Control id="end-call" icon="end" name="End" label="End call" press={actions.hangUp} />
    </div>
  );
}

/** The name that is seen and the label that is read out, which begins with it. */
function microphone(mic: CallModel['mic']) {
  if (mic === 'on') return { name: 'Mute', label: 'Mute' };
  if (mic === 'asking') return { name: 'Allow', label: 'Allow the microphone' };
  return { name: 'Unmute', label: 'Unmute: turn the microphone on' };
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
