import { ask } from '../api/client.js';
import type { Caller, Model } from '../api/types.js';
import { SteerButtons, type Step } from '../ui/steer-buttons.js';

interface Props {
  readonly model: Model;
  readonly caller: Caller | null;
  readonly onDone: () => void;
}

type Verb = 'promote' | 'demote' | 'archive' | 'restore' | 'share' | 'unshare';

/** Buttons that change a model's flags. Only the owner, with an `admin` key, can share it. */
export function ModelDeeds({ model, caller, onDone }: Props) {
  const { id, name, owner, promoted, archived, shared } = model;
  const step = (stepName: string, verb: Verb, question?: string): Step => ({
    name: stepName,
    act: () => ask(`POST /v1/models/{id}/${verb}`, { params: { id } }),
    ...(question === undefined ? {} : { question }),
  });
  const steps = [
    promoted
      ? step('Remove as default', 'demote')
      : step('Promote', 'promote', `Runs that name no model will use "${name}". Promote it?`),
    archived
      ? step('Restore', 'restore')
      : step('Archive', 'archive', `Lists will no longer show "${name}". Its scores are kept. Archive it?`),
  ];
  if (owner === caller?.owner && caller.scopes.includes('admin'))
    steps.push(
      shared
        ? step('Stop sharing', 'unshare')
        : step('Share', 'share', `Every owner will be able to see and use "${name}". Share it?`),
    );
  return <SteerButtons steps={steps} onSteered={onDone} about={name} />;
}

export function Standing({ model: { promoted, archived, shared } }: { model: Model }) {
  return (
    <>
      {promoted && <span class="badge good">promoted</span>}
      {archived && <span class="badge">archived</span>}
      {shared && <span class="badge">shared</span>}
    </>
  );
}
