import type { Recipe } from '#libs/contracts';
import type { Random } from '#libs/random';
import type { LearningBatch } from '../learning-batch.js';
import { memberPasses, type MemberPass } from '../loss.js';

/** The part of a batch that one thread computes: some clips with all members, or all clips with some members. */
export interface Piece {
  readonly batch: LearningBatch;
  /** The piece's share of the batch's clips. */
  readonly share: number;
  readonly passes: readonly MemberPass[];
}

/**
 * Cuts a batch into pieces, at most one per thread. If the members divide evenly among the threads, a piece holds whole
 * members, whose gradients are bit-identical to those of one thread. Otherwise it holds neighboring clips.
 */
export function cutBatch(batch: LearningBatch, recipe: Recipe, threads: number, random: Random): Piece[] {
  return recipe.members % threads === 0
    ? cutMembers(batch, recipe, threads, random)
    : cutClips(batch, recipe, threads, random);
}

function cutMembers(batch: LearningBatch, recipe: Recipe, threads: number, random: Random): Piece[] {
  const passes = memberPasses(recipe, random);
  const each = recipe.members / threads;
  return Array.from({ length: threads }, (_, thread) => ({
    batch,
    share: 1,
    passes: passes.slice(thread * each, (thread + 1) * each),
  }));
}

/** Cuts the clips into slices of almost equal size. The random numbers of a slice depend on the number of threads. */
function cutClips(batch: LearningBatch, recipe: Recipe, threads: number, random: Random): Piece[] {
  const { clips, frames, coefficients, values, mask, targets, soft } = batch;
  const classes = targets.length / clips;
  return Array.from({ length: threads }, (_, slice) => {
    const start = Math.floor((slice * clips) / threads);
    const end = Math.floor(((slice + 1) * clips) / threads);
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
