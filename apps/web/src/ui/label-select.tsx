import { Select } from './select.js';

interface Props {
  readonly label: string;
  readonly labels: readonly string[];
  /** Texts of further values, such as "without a score". */
  readonly more?: Readonly<Record<string, string>>;
  /** Null selects all. */
  readonly value: string | null;
  readonly onChange: (label: string | null) => void;
}

/** Filters by a label of a model. */
export function LabelSelect({ label, labels, more = {}, value, onChange }: Props) {
  const texts = { ...more, ...Object.fromEntries(labels.map((each) => [each, each])) };
  // Users choose labels, so one may be called "all": the values of labels start with "=".
  const options = Object.entries(texts).map(([each, text]): [string, string] => [`=${each}`, text]);
  return (
    <Select
      label={label}
      options={{ all: 'all', ...Object.fromEntries(options) }}
      value={value === null ? 'all' : `=${value}`}
      onChange={(choice) => onChange(choice === 'all' ? null : choice.slice(1))}
    />
  );
}
