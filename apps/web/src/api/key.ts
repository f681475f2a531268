import { signal } from '@preact/signals';

const PLACE = 'serenade-key';

/** The API key; null where none was entered. It is forgotten with the tab. */
export const key = signal<string | null>(sessionStorage.getItem(PLACE));

/** Why the API wants a key, or another one; null while it is content. */
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
