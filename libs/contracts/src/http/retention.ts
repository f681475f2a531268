import { z } from 'zod';
import { ANY_ID } from '../ids.js';
import { receiptRecord } from '../retention.js';
import { pageOf, pageQuery } from './paging.js';
import { tagged } from './route.js';

export const receiptView = receiptRecord.omit({ v: true });
export type ReceiptView = z.infer<typeof receiptView>;

/** Routes for deletion receipts. */
export const receiptRoutes = tagged(
  { tag: 'retention', params: z.object({ id: z.string().regex(ANY_ID) }), missing: 'receipt.not_found' },
  {
    'GET /v1/receipts': {
      id: 'listReceipts',
      summary: 'List receipts',
      description: 'Returns the receipts of deletions, newest first.',
      query: pageQuery,
      answer: pageOf(receiptView),
    },
    'GET /v1/receipts/{id}': {
      id: 'getReceipt',
      summary: 'Retrieve a receipt',
      description: 'Returns the receipt of a deleted archive or run.',
      answer: receiptView,
    },
  },
);
