import type { ComponentChildren } from 'preact';

/** Something went wrong: what, and a way to try again. */
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

/** There is nothing here yet, and what would change that. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="note">{children}</div>;
}

export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      Loading {what} …
    </p>
  );
}
