import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';
import { openApiDocument } from '../../apps/api/src/openapi/document.js';
import { API_VERSION } from '../../apps/api/src/server.js';

const HEADER = '// Made by `npm run generate:client` from the OpenAPI document. Not to be edited.\n\n';

it('the client is made from the OpenAPI document as it is; else run `npm run generate:client`', async () => {
  const document = JSON.stringify(openApiDocument(API_VERSION));
  const schema = astToString(await openapiTS(document, { alphabetize: true }));
  await expect(HEADER + schema).toMatchFileSnapshot('../../libs/client/src/schema.ts');
});
