// SPDX-License-Identifier: GPL-3.0-or-later
/** Invented firms to try the doors with: the program's own examples, opened as a person would open their files. */
import talks from '../../../data/examples/kanto-seimitsu/talks.json'
import supplier from '../../../data/examples/kanto-seimitsu/case.json'
import list from '../../../data/examples/portfolio/suppliers.csv'
import type { Opened, Role } from './files'

/** The firm of the case, which its record goes by. */
export const EXAMPLE_ID = supplier.case_id

const file = (name: string, role: Role, text: string): Opened => ({ name, role, saved: new TextEncoder().encode(text) })

/** A machining firm of 45 people that two buyers ask for ★3 and ★4. */
export const caseExample = (): Opened => file('case.json', 'case', JSON.stringify(supplier, null, 2) + '\n')

/** Requests, replies and a price change between it and a buyer. */
export const talksExample = (): Opened => file('talks.json', 'talks', JSON.stringify(talks))

/** Twelve suppliers as a department lists them. */
export const listExample = (): Opened => file('suppliers.csv', 'table', list)
