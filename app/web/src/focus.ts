// SPDX-License-Identifier: GPL-3.0-or-later
/** Focus that is not lost: when what held it is taken off the page, it goes to what stands in its place. */

const FOCUSABLE = 'button:not([disabled]), input:not([type="file"]), select, textarea, summary, [tabindex]'

const visible = (e: Element): boolean => e.getClientRects().length > 0

function within(node: Node | null): HTMLElement[] {
  if (!(node instanceof HTMLElement)) return []
  return [...(node.matches(FOCUSABLE) ? [node] : []), ...node.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(visible)
}

/** What was put in its place, else what came after the removed node or before it, else the nearest that the nodes around it hold. */
function heir(gone: MutationRecord, records: MutationRecord[]): HTMLElement | undefined {
  const placed = records.filter(r => r.target === gone.target).flatMap(r => [...r.addedNodes]).flatMap(within)
  if (placed.length) return placed[0]
  for (let next = gone.nextSibling; next; next = next.nextSibling) if (within(next).length) return within(next)[0]
  for (let last = gone.previousSibling; last; last = last.previousSibling) if (within(last).length) return within(last).at(-1)
  for (let around: Node | null = gone.target; around && around !== document.body; around = around.parentNode) if (within(around).length) return within(around)[0]
  return undefined
}

/** Begin to watch; for as long as the page lives. */
export function keepFocus(): void {
  let held: Element | null = null
  addEventListener('focusin', e => void (held = e.target as Element))
  new MutationObserver(records => {
    if (!held || held.isConnected || document.activeElement !== document.body) return
    const gone = records.find(r => [...r.removedNodes].some(n => n.contains(held)))
    held = null
    if (gone) heir(gone, records)?.focus()
  }).observe(document.body, { childList: true, subtree: true })
}
