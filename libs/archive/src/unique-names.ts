import { NameSet } from './name-set.js';

/** Keeps clip names unique, without losing clips whose different stored names are decoded to the same one. */
export class UniqueNames {
  readonly #names: NameSet;
  #stored: NameSet | null = null;

  /** @param expected number of names */
  constructor(expected = 0) {
    this.#names = new NameSet(expected);
  }

  /**
   * Returns the name of a clip: the decoded one, or that with a number before its extension if an earlier clip has it.
   * Returns null if an earlier clip has the same stored name, too.
   *
   * @param nameBytes the stored bytes, if the name was decoded from an encoding that the archive does not state
   */
  claim(name: string, nameBytes?: Buffer): string | null {
    const isNew = this.#names.add(name);
    if (nameBytes === undefined) return isNew ? name : null;
    this.#stored ??= new NameSet();
    const isNewStored = this.#stored.add(nameBytes.toString('latin1'));
    if (isNew) return name;
    if (!isNewStored) return null;
    const dot = name.lastIndexOf('.');
    for (let number = 2; ; number++) {
      const numbered = `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
      if (this.#names.add(numbered)) return numbered;
    }
  }
}
