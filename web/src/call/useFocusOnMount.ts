import { useEffect, useRef } from 'react';

/** The button that was pressed goes away with its screen: focus goes to the next screen's title. */
export function useFocusOnMount<E extends HTMLElement>(wanted = true) {
  const element = useRef<E>(null);
  useEffect(() => {
    if (wanted) element.current?.focus({ preventScroll: true });
  }, [wanted]);
  return element;
}
