import { Button, Popover } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Icon } from '../ui/icons';
import controls from './Controls.module.css';
import styles from './Keypad.module.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** Keys are gathered and sent together: a number is heard as one, not digit by digit. */
export function Keypad({ send }: { send: (keys: string) => void }) {
  const [open, setOpen] = useState(false);
  const [keys, setKeys] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (keys) send(keys);
    setKeys('');
    setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus shadow="md" radius="lg">
      <Popover.Target>
        <Button
          className={controls.control}
          variant="default"
          data-testid="keypad"
          aria-label="Keypad"
          onClick={() => setOpen((shown) => !shown)}
        >
          <Icon name="keypad" />
          <span className={controls.name}>Keypad</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label="Keypad">
        <form onSubmit={submit} data-testid="keypad-form">
          <input
            className={styles.display}
            aria-label="Digits"
            inputMode="tel"
            autoComplete="tel"
            value={keys}
            data-autofocus
            data-testid="keypad-digits"
            onChange={(event) => setKeys(event.target.value.replace(/[^\d*#+]/g, ''))}
          />
          <div className={styles.keys}>
            {KEYS.map((key) => (
              <Button key={key} variant="default" onClick={() => setKeys(keys + key)}>
                {key}
              </Button>
            ))}
          </div>
          <Button type="submit" fullWidth className={styles.send} data-testid="keypad-send">
            Send
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
