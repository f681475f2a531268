/** A mistake that whoever called can mend: its message is all that is printed. */
export class LabError extends Error {
  override readonly name = 'LabError';
}
