import { SerenadeError } from '#libs/contracts';

/** A request that does not fit its schema. The problem document lists every issue. */
export class InvalidRequest extends SerenadeError {
  constructor(readonly issues: readonly { path: string; message: string }[]) {
    const first = issues[0];
    super(
      'request.invalid',
      first === undefined ? 'The request is not valid.' : `${first.path}: ${first.message}`,
    );
  }
}
