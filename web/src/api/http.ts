/** Fetching JSON from our own server, with a time limit. */

export class HttpError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the server answered ${status}`);
    this.status = status;
  }
}

/** The practice's rules or its diary say no: a stable code, and the line for the caller. */
export class Refused extends HttpError {
  readonly code: string;
  readonly line: string;

  constructor(status: number, said: { code: string; message: string }) {
    super(status);
    this.code = said.code;
    this.line = said.message;
  }
}

const LIMIT_MS = 8000;

export async function getJson<T>(path: string, headers: Record<string, string> = {}): Promise<T> {
  return answered<T>(await fetch(path, { headers, signal: AbortSignal.timeout(LIMIT_MS) }));
}

export async function postJson<T>(path: string, body: object): Promise<T> {
  const headers = { 'Content-Type': 'application/json' };
  const signal = AbortSignal.timeout(LIMIT_MS);
  return answered<T>(
    await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), signal }),
  );
}

async function answered<T>(response: Response): Promise<T> {
  if (response.status === 409) throw new Refused(409, await response.json());
  if (!response.ok) throw new HttpError(response.status);
  return (await response.json()) as T;
}
