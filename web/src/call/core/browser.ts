/** Which browser's settings to explain. Pure: the user agent string is passed in. */
export type Browser = 'chrome' | 'edge' | 'firefox' | 'safari' | 'safari-ios' | 'other';

export function browserOf(userAgent: string): Browser {
  if (/Firefox\/|FxiOS/.test(userAgent)) return /FxiOS/.test(userAgent) ? 'other' : 'firefox';
  if (/Edg\//.test(userAgent)) return 'edge';
  if (/CriOS/.test(userAgent)) return 'other';
  if (/Chrome\/|Chromium\//.test(userAgent)) return 'chrome';
  if (/iPhone|iPad/.test(userAgent)) return 'safari-ios';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}
