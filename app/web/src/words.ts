// SPDX-License-Identifier: GPL-3.0-or-later
/** Words of the page in two languages. Figures and sentences of results come from the program. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

export type Lang = 'ja' | 'en'
export const LangContext = createContext<Lang>('ja')

/** say('日本語', 'English') in the language of the page. */
export function useSay(): (ja: string, en: string) => string {
  const lang = useContext(LangContext)
  return (ja, en) => (lang === 'ja' ? ja : en)
}

export function yen(lang: Lang, amount: number): string {
  const text = amount.toLocaleString('ja-JP')
  return lang === 'ja' ? `${text}円` : `${text} yen`
}
