import { useState } from 'preact/hooks';
import { keyWanted, rememberKey } from '../api/key.js';

export function KeyEntry() {
  const [entered, setEntered] = useState('');
  if (keyWanted.value === null) return null;
  return (
    <form
      class="note key-entry"
      aria-labelledby="key-title"
      onSubmit={(event) => {
        event.preventDefault();
        if (entered.trim() !== '') rememberKey(entered.trim());
      }}
    >
      <h2 id="key-title">This server requires an API key</h2>
      <p role="alert">{keyWanted.value}</p>
      <label for="key">API key</label>
      <div class="row">
        <input
          id="key"
          type="password"
          autocomplete="off"
          spellcheck={false}
          placeholder="srn_…"
          value={entered}
          onInput={(event) => setEntered(event.currentTarget.value)}
        />
        <button type="submit" class="main">
          Use this key
        </button>
      </div>
      <p class="small">The key is kept in this tab until you close it, and is sent to this server only.</p>
    </form>
  );
}
