import type { Recipe } from '#libs/contracts';
import type { Random } from '#libs/random';
import type { LearningBatch } from '../learning-batch.js';
import { memberPasses, type MemberPass } from '../loss.js';

/** What one thread works out of a batch: some clips by all members, or all clips by some members. */
export interface Piece {
  readonly batch: LearningBatch;
  /** The piece's share of the batch's clips. */
  readonly share: number;
  readonly passes: readonly MemberPass[];
}

/**
 * Cuts the work of a batch into pieces, at most one a thread. Threads that an ensemble's members can be shared out among
 * evenly take whole members, whose gradients are then those of one thread, bit by bit; others take neighbouring clips.
 */
export function cutBatch(batch: LearningBatch, recipe: Recipe, threads: number, random: Random): Piece[] {
  return recipe.members % threads === 0
    ? membersOf(batch, recipe, threads, random)
    : clipsOf(batch, recipe, threads, random);
}

function membersOf(batch: LearningBatch, recipe: Recipe, threads: number, random: Random): Piece[] {
  const passes = memberPasses(recipe, random);
  const each = recipe.members / threads;
  return Array.from({ length: threads }, (_, thread) => ({
    batch,
    share: 1,
    passes: passes.slice(thread * each, (thread + 1) * each),
  }));
}

/**
 * Slices of almost equal size; of a batch with fewer clips than threads some get none. What each draws depends on the
 * number of threads alone.
 */
function clipsOf(batch: LearningBatch, recipe: Recipe, threads: number, random: Random): Piece[] {
  const { clips, frames, coefficients, values, mask, targets, soft } = batch;
  const classes = targets.length / clips;
  return Array.from({ length: threads }, (_, slice) => {
    const [start, end] = [slice, slice + 1].map((at) => Math.floor((at * clips) / threads)) as [
      number,
      number,
    ];
    const rows = (all: Float32Array, width: number) => all.slice(start * width, end * width);
    return {
      batch: {
        clips: end - start,
        frames,
        coefficients,
        values: rows(values, frames * coefficients),
        mask: mask && rows(mask, frames),
        targets: rows(targets, classes),
        soft: soft && { ...soft, targets: rows(soft.targets, classes) },
      },
      share: (end - start) / clips,
      passes: memberPasses(recipe, random.fork()),
    };
  }).filter(({ batch: own }) => own.clips > 0);
}
