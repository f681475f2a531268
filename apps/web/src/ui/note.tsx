import type { ComponentChildren } from 'preact';

/** Shows an error and, optionally, a button to try again. */
export function Problem({ message, onRetry }: { message: string; onRetry?: (() => void) | undefined }) {
  return (
    <div class="note bad" role="alert">
      <p>{message}</p>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Explains why a list is empty, and how to fill it. */
export function Empty({ children }: { children: ComponentChildren }) {
  return (
    <div class="note">
      <p>{children}</p>
    </div>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      Loading {what} …
    </p>
  );
}
