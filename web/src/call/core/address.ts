/** Which practice an address names: `/{slug}`, or `?practice=` as older links have it. Pure. */
export function askedPractice({ pathname, search }: { pathname: string; search: string }) {
  const slug = pathname.replace(/^\/|\/$/g, '');
  const named = /^[a-z0-9-]+$/.test(slug) ? slug : null;
  return named ?? new URLSearchParams(search).get('practice');
}
