import { z } from 'zod';

/** The owner of everything created while no key is configured, and of records that predate owners. */
export const LOCAL_OWNER = 'local';

/** The owner of bundled models, which everyone sees. No key can have this owner. */
export const EVERYBODY = 'everybody';

/** The name of an owner, valid in paths, object keys and logs. */
export const ownerName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,62}$/,
    'must have 1 to 63 characters of a-z, 0-9, _ and -, and start with a letter or digit',
  );

/** The owner of a key. */
export const keyOwner = ownerName.refine(
  (name) => name !== EVERYBODY,
  `must not be the reserved name ${EVERYBODY}`,
);

/** The `owner` of a stored record. */
export const recordOwner = ownerName.default(LOCAL_OWNER);
