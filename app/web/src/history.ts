// SPDX-License-Identifier: GPL-3.0-or-later
/** Undo and redo over values that are never changed in place. */

export interface History<T> {
  past: T[]
  now: T
  future: T[]
}

const LIMIT = 200

export function begin<T>(now: T): History<T> {
  return { past: [], now, future: [] }
}

/** A slider that is being dragged makes one step, not fifty: with `same` the last step is replaced. */
export function step<T>(h: History<T>, next: T, same = false): History<T> {
  if (next === h.now) return h
  if (same && h.past.length) return { past: h.past, now: next, future: [] }
  return { past: [...h.past, h.now].slice(-LIMIT), now: next, future: [] }
}

export function undo<T>(h: History<T>): History<T> {
  const last = h.past.at(-1)
  return last === undefined ? h : { past: h.past.slice(0, -1), now: last, future: [h.now, ...h.future] }
}

export function redo<T>(h: History<T>): History<T> {
  const [next, ...future] = h.future
  return next === undefined ? h : { past: [...h.past, h.now], now: next, future }
}
