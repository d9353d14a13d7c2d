// SPDX-License-Identifier: GPL-3.0-or-later
/** A CSV in the bundle is its text. */
declare module '*.csv' {
  const text: string
  export default text
}
