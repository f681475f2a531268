import { signal } from '@preact/signals';

const PLACE = 'serenade-key';

/** The API key, or null if none was entered. It is forgotten when the tab closes. */
export const key = signal<string | null>(sessionStorage.getItem(PLACE));

/** The reason why the API requires a key or another key; null while none is required. */
export const keyWanted = signal<string | null>(null);

export function rememberKey(entered: string): void {
  sessionStorage.setItem(PLACE, entered);
  key.value = entered;
  keyWanted.value = null;
}

export function forgetKey(): void {
  sessionStorage.removeItem(PLACE);
  key.value = null;
}
