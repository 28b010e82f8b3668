/** A few drawn signs; always beside or instead of words that name them. */
const PATHS = {
  phone:
    'M5 4h3.5l1.6 4.2-2.1 1.5a12 12 0 0 0 6.3 6.3l1.5-2.1L20 15.5V19a1.8 1.8 0 0 1-2 1.8C10.5 20.2 3.8 13.5 3.2 6A1.8 1.8 0 0 1 5 4z',
  end: 'M3.5 14.5c5-4.7 12-4.7 17 0M3.5 14.5v2.3c0 .6.5 1 1.1.8l3-1c.4-.1.7-.5.7-1v-2.6M20.5 14.5v2.3c0 .6-.5 1-1.1.8l-3-1c-.4-.1-.7-.5-.7-1v-2.6',
  mic: 'M12 3.5a2.8 2.8 0 0 1 2.8 2.8v5a2.8 2.8 0 0 1-5.6 0v-5A2.8 2.8 0 0 1 12 3.5zM5.8 11.3a6.2 6.2 0 0 0 12.4 0M12 17.5v3',
  micOff:
    'M9.2 6.3a2.8 2.8 0 0 1 5.6 0v4.5M9.2 9.2v2.1a2.8 2.8 0 0 0 4.3 2.4M5.8 11.3a6.2 6.2 0 0 0 9.7 5.1M18.2 11.3a6 6 0 0 1-.6 2.6M12 17.5v3M4 4l16 16',
  keypad:
    'M6 5.5h.01M12 5.5h.01M18 5.5h.01M6 11h.01M12 11h.01M18 11h.01M6 16.5h.01M12 16.5h.01M18 16.5h.01',
  sound: 'M4 9.5v5h3.2L12 18.5v-13L7.2 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11',
  soundOff: 'M4 9.5v5h3.2L12 18.5v-13L7.2 9.5zM16 9.5l5 5M21 9.5l-5 5',
  send: 'M4 12l16-7.5-5 15-3.8-5.7zM11.2 13.8L20 4.5',
  calendar: 'M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M7 7l10 10M17 7L7 17',
  alert: 'M12 8.5v4.5M12 16.5h.01M12 3.5l9 16H3z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const strokeWidth = name === 'keypad' ? 3 : 1.8;
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
