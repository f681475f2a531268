import { archiveRecord, evaluationRecord, modelCard, sweepRecord } from '#libs/contracts';
import { Records, type ObjectStore } from '#libs/storage';

export class ArchiveRecords extends Records<typeof archiveRecord> {
  constructor(store: ObjectStore) {
    super(store, 'archives', archiveRecord);
  }
}

export class ModelRecords extends Records<typeof modelCard> {
  constructor(store: ObjectStore) {
    super(store, 'models', modelCard);
  }
}

export class EvaluationRecords extends Records<typeof evaluationRecord> {
  constructor(store: ObjectStore) {
    super(store, 'evaluations', evaluationRecord);
  }
}

export class SweepRecords extends Records<typeof sweepRecord> {
  constructor(store: ObjectStore) {
    super(store, 'sweeps', sweepRecord);
  }
}
