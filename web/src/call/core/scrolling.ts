/** Where a scrolled box stands, as the browser measures it, in pixels. */
export interface Scroll {
  scrollTop: number;
  scrollHeight: number;
  clientHeight: number;
}

const NEAR = 60;

/**
 * Whether the box goes on following its end. Only the caller scrolls back: a card that takes room,
 * or lines that wrap anew, also leave the end far below, and those must not stop it.
 */
export function follows(followed: boolean, topBefore: number, now: Scroll): boolean {
  if (now.scrollHeight - now.scrollTop - now.clientHeight < NEAR) return true;
  return followed && now.scrollTop >= topBefore;
}
