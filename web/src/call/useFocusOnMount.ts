import { useEffect, useRef } from 'react';

/** The button that was pressed goes away with its screen: focus goes to the next screen's title. */
export function useFocusOnMount<E extends HTMLElement>() {
  const element = useRef<E>(null);
  useEffect(() => element.current?.focus({ preventScroll: true }), []);
  return element;
}
