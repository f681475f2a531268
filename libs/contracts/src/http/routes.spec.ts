import { expect, it } from 'vitest';
import { ALL_ROUTES, commonErrorsOf, declares } from './routes.js';

const route = (name: string) => ALL_ROUTES.get(name)!;
const declaresCode = (name: string, code: Parameters<typeof declares>[2]) =>
  declares(name, route(name), code);

it('declares the codes of a route and those that all routes of its kind share', () => {
  expect(declaresCode('GET /v1/archives/{id}', 'archive.not_found')).toBe(true);
  expect(declaresCode('GET /v1/archives/{id}', 'auth.key_missing')).toBe(true);
  expect(declaresCode('POST /v1/archives', 'request.unsupported_media_type')).toBe(true);
  expect(declaresCode('GET /v1/archives', 'archive.not_found')).toBe(false);
  expect(declaresCode('GET /health/live', 'auth.key_missing')).toBe(false);
});

it.each([...ALL_ROUTES])(
  '%s lists no code that it shares with all routes of its kind',
  (name, { errors }) => {
    const common = commonErrorsOf(name, route(name));
    expect(errors.filter((code) => common.includes(code))).toEqual([]);
  },
);
