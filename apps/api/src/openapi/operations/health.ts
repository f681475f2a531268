import { z } from 'zod';
import { readiness } from '#libs/contracts';
import { json, text, type Operation } from './operation.js';

/** Health and metrics. */
export const HEALTH_OPERATIONS: readonly Operation[] = [
  { method: 'get', path: '/health/live', id: 'live', tag: 'health', summary: 'The process answers', status: 200, answer: json(z.object({ status: z.literal('ok') })), errors: [], access: 'everybody' }, // prettier-ignore
  { method: 'get', path: '/health/ready', id: 'ready', tag: 'health', summary: 'Redis and store, and for whoever has a key the queues and workers; 503 when Redis or store is down', status: 200, answer: json(readiness), errors: [], access: 'everybody' }, // prettier-ignore
  { method: 'get', path: '/metrics', id: 'metrics', tag: 'health', summary: 'Prometheus metrics', status: 200, answer: { 'text/plain': text }, errors: [], access: 'this machine' }, // prettier-ignore
];
