import { z } from 'zod';
import { ANY_ID } from '../ids.js';
import { receiptRecord } from '../retention.js';
import { pageOf, pageQuery } from './paging.js';
import { tagged } from './route.js';

export const receiptIdParam = z.object({ id: z.string().regex(ANY_ID) });
export const receiptView = receiptRecord.omit({ v: true });
export type ReceiptView = z.infer<typeof receiptView>;
export const receiptPage = pageOf(receiptView);

/** Routes for deletion receipts. */
export const receiptRoutes = tagged('retention', {
  'GET /v1/receipts': {
    id: 'listReceipts',
    summary: 'List receipts',
    description: 'Returns the receipts of deletions, newest first.',
    query: pageQuery,
    answer: receiptPage,
  },
  'GET /v1/receipts/{id}': {
    id: 'getReceipt',
    summary: 'Retrieve a receipt',
    description: 'Returns the receipt of a deleted archive or run.',
    params: receiptIdParam,
    answer: receiptView,
    errors: ['receipt.not_found'],
  },
});
