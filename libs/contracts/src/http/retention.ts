import { z } from 'zod';
import { ANY_ID } from '../ids.js';
import { receiptRecord } from '../retention.js';
import { pageOf } from './paging.js';

export const receiptIdParam = z.object({ id: z.string().regex(ANY_ID) });
export const receiptView = receiptRecord.omit({ v: true });
export type ReceiptView = z.infer<typeof receiptView>;
export const receiptPage = pageOf(receiptView);
