import { archiveRecord, evaluationRecord, modelCard, sweepRecord } from '#libs/contracts';
import { Records, type ObjectStore, type Page } from '#libs/storage';

/** Returns a class of records, because Nest injects by class. */
function recordsOf<S extends ConstructorParameters<typeof Records>[2]>(
  folder: ConstructorParameters<typeof Records>[1],
  schema: S,
) {
  return class extends Records<S> {
    constructor(store: ObjectStore) {
      super(store, folder, schema);
    }
  };
}

export class ArchiveRecords extends recordsOf('archives', archiveRecord) {}
export class ModelRecords extends recordsOf('models', modelCard) {}
export class EvaluationRecords extends recordsOf('evaluations', evaluationRecord) {}
export class SweepRecords extends recordsOf('sweeps', sweepRecord) {}

/** Returns a record as responses contain it, without the version of its format. */
export function viewOf<R extends { readonly v: number }>({ v: _version, ...view }: R): Omit<R, 'v'> {
  return view;
}

/** Returns a page with the view of each record. */
export async function viewPage<R, V>(
  { items, nextCursor }: Page<R>,
  view: (record: R) => V | Promise<V>,
): Promise<Page<V>> {
  return { items: await Promise.all(items.map(view)), nextCursor };
}
