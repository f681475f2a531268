/** Reports a mistake that the user can fix. Only its message is printed. */
export class LabError extends Error {
  override readonly name = 'LabError';
}
