import { Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { SerenadeError } from '#libs/contracts';
import { isStream } from './body.js';

/** What is wrong with a request, field by field; shown in the problem document. */
export class InvalidRequest extends SerenadeError {
  constructor(readonly issues: readonly { path: string; message: string }[]) {
    const first = issues[0];
    super(
      'request.invalid',
      first === undefined ? 'The request is not valid.' : `${first.path}: ${first.message}`,
    );
  }
}

/** Checks a parameter, query or body against its schema and gives the parsed value. */
@Injectable()
export class ZodPipe<S extends z.ZodType> implements PipeTransform<unknown, z.infer<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): z.infer<S> {
    if (isStream(value)) {
      throw new SerenadeError(
        'request.unsupported_media_type',
        'Send JSON, with content-type: application/json.',
      );
    }
    const parsed = this.schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new InvalidRequest(
      parsed.error.issues.map(({ path, message }) => ({ path: path.join('.') || 'request', message })),
    );
  }
}

export const zod = <S extends z.ZodType>(schema: S): ZodPipe<S> => new ZodPipe(schema);
