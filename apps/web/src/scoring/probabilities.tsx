import { BarList } from '../ui/bar-list.js';
import { percent } from '../words.js';

interface Props {
  readonly probabilities: Readonly<Record<string, number>>;
  readonly marked: string | null;
}

export function Probabilities({ probabilities, marked }: Props) {
  const bars = Object.entries(probabilities)
    .sort(([, a], [, b]) => b - a)
    .map(([label, share]) => ({ label, share, text: percent(share), isMarked: label === marked }));
  return (
    <>
      <h3>Probabilities</h3>
      <BarList caption="Probability of each emotion" head="Probability" bars={bars} />
    </>
  );
}
