/** A mistake that the user can fix: only its message is printed. */
export class LabError extends Error {
  override readonly name = 'LabError';
}
