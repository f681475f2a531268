import { AUDIO_KEPT_SECONDS } from './audio-seconds.js';
import { RUN_STATES, STATES_UNDER_WAY, isOver } from '#libs/contracts';

const table = (entries: readonly (readonly [string, number])[]): string =>
  `{ ${entries.map(([state, value]) => `${state} = ${value}`).join(', ')} }`;

const OVER = table(RUN_STATES.filter(isOver).map((state) => [state, 1]));
const RANKS = table(STATES_UNDER_WAY.map((state, at) => [state, at + 1]));

/**
 * Moves a run to a later state. A final state never changes, `cancelling` moves only to a final state, `paused` only to
 * `cancelling` or a final state, and `finishing` cannot be paused. The script publishes the event in the same step, so a
 * client that sees a final state also finds the last event. It does nothing for a run that Redis has lost. Returns 1 if
 * the state changed.
 */
export const MOVE = `
local current = redis.call('HGET', KEYS[1], 'state')
local over, ranks = ${OVER}, ${RANKS}
local to = ARGV[1]
if not current or current == to or over[current] then return 0 end
if not over[to] then
  if current == 'cancelling' then return 0 end
  if current == 'paused' and to ~= 'cancelling' then return 0 end
  if to == 'paused' and current == 'finishing' then return 0 end
  if ranks[to] and ranks[current] and ranks[to] < ranks[current] then return 0 end
end
redis.call('HSET', KEYS[1], 'state', to, 'errorCode', ARGV[2], 'errorMessage', ARGV[3])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[5], '*', 'event', ARGV[4])
return 1`;

/**
 * Adds a shard's counts once, however often its job runs: one bit per shard records that it was counted. The script
 * counts nothing for a run that is over or lost. It adds the milliseconds of audio to the owner's use of the day.
 * Returns 2 if the conductor asked to be woken at this number of shards.
 */
export const COUNT_SHARD = `
local state = redis.call('HGET', KEYS[1], 'state')
local over = ${OVER}
if not state or over[state] then return 0 end
if redis.call('SETBIT', KEYS[2], ARGV[1], 1) == 1 then return 0 end
if tonumber(ARGV[3]) > 0 then
  redis.call('INCRBY', KEYS[3], ARGV[3])
  redis.call('EXPIRE', KEYS[3], ${AUDIO_KEPT_SECONDS})
end
for i = 4, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
local through = redis.call('HINCRBY', KEYS[1], ARGV[2] .. 'Shards', 1)
local wake = redis.call('HGET', KEYS[1], ARGV[2] .. 'WakeAt')
if not wake or through < tonumber(wake) then return 1 end
redis.call('HDEL', KEYS[1], ARGV[2] .. 'WakeAt')
return 2`;

/** Sets the shards that earlier launches completed, for both stages, and the counts of clips. Only the first call has an effect. */
export const BEGIN_WITH = `
if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HSETNX', KEYS[1], 'begun', 1) == 0 then return 0 end
redis.call('SET', KEYS[2], ARGV[1])
redis.call('SET', KEYS[3], ARGV[1])
redis.call('HSET', KEYS[1], 'extractedShards', ARGV[2], 'scoredShards', ARGV[2])
for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
return 1`;
