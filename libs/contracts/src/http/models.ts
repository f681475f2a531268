import { z } from 'zod';
import { idPattern } from '../ids.js';
import { modelCard } from '../report.js';
import { pageOf } from './paging.js';

export const modelIdParam = z.object({ id: z.string().regex(idPattern('model')) });

export const modelView = modelCard.omit({ v: true });

export const modelPage = pageOf(modelView);

export type ModelView = z.infer<typeof modelView>;
