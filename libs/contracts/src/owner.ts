import { z } from 'zod';

/** The owner of everything that is made while no key is configured, and of what was made before there were owners. */
export const LOCAL_OWNER = 'local';

/** The owner of what is shipped for everybody to see; no key can be made for this name. */
export const EVERYBODY = 'everybody';

/** Whose something is. A name that may stand in a path, an object's key and a log. */
export const ownerName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'an owner is named by up to 63 of a-z, 0-9, _ and -');

/** Whose a key may be. */
export const keyOwner = ownerName.refine((name) => name !== EVERYBODY, `the name ${EVERYBODY} is taken`);

/** The `owner` of a stored record. */
export const recordOwner = ownerName.default(LOCAL_OWNER);
