import { ask } from '../api/client.js';
import type { Caller, Model } from '../api/types.js';
import { SteerButtons, type Step } from '../ui/steer-buttons.js';

interface Props {
  readonly model: Model;
  /** Null until it is known who asks. */
  readonly caller: Caller | null;
  readonly onDone: () => void;
}

type Verb = 'promote' | 'demote' | 'archive' | 'restore' | 'share' | 'unshare';

/** What can be done with a model; sharing by its owner, with a key that has `admin`. */
export function ModelDeeds({ model, caller, onDone }: Props) {
  const { id, name, owner, promoted, archived, shared } = model;
  const step = (stepName: string, verb: Verb, question?: string): Step => ({
    name: stepName,
    act: () => ask((client) => client.POST(`/v1/models/{id}/${verb}`, { params: { path: { id } } })),
    ...(question === undefined ? {} : { question }),
  });
  const steps = [
    promoted
      ? step('Promote no longer', 'demote')
      : step('Promote', 'promote', `Runs that name no model will take "${name}". Promote it?`),
    archived
      ? step('Restore', 'restore')
      : step('Archive', 'archive', `Lists will leave "${name}" out; its scores stay. Archive it?`),
  ];
  if (owner === caller?.owner && caller.scopes.includes('admin'))
    steps.push(
      shared
        ? step('Share no longer', 'unshare')
        : step('Share', 'share', `Every owner will see "${name}" and may score with it. Share it?`),
    );
  return <SteerButtons steps={steps} onSteered={onDone} about={name} />;
}

/** How it stands, in words. */
export function Standing({ model: { promoted, archived, shared } }: { model: Model }) {
  return (
    <>
      {promoted && <span class="badge good">promoted</span>}
      {archived && <span class="badge">archived</span>}
      {shared && <span class="badge">shared</span>}
    </>
  );
}
