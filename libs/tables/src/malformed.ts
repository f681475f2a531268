import { SerenadeError } from '#libs/contracts';

/** Creates the error of a table. `reason` names the line, the column and the value, and then says what to do. */
export function malformed(reason: string, line?: number): SerenadeError {
  const context = line === undefined ? {} : { line };
  return new SerenadeError(
    'corpus.manifest_malformed',
    `The table of clips is malformed: ${reason}`,
    context,
  );
}

/** Quotes a value for an error text. Long values are cut. */
export function quote(value: string): string {
  const shown = value.length > 60 ? `${value.slice(0, 59)}…` : value;
  return JSON.stringify(shown).replaceAll('\\\\', '\\');
}
