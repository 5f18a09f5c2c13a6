// What a page of the desks is made of.
import type { Component } from 'svelte'
import type { components } from '../api/schema'
import type { DeskIcon } from './ui/icons'
import type nav from './texts/zh/nav.json'

/** A role of a person. */
export type Role = components['schemas']['Role']
/** A page: it asks the router for its parameters. */
export type PageComponent = Component<Record<string, never>>
/** Names of the texts of `texts/{zh,en}`, without the ending. */
export type TextsName = 'frame' | 'review' | 'station' | 'region' | 'plan' | 'hq' | 'admin'

/** A page of the desks. */
export interface PageRow {
  /** Address, with `:names`: `/desk/review/audits/:id`. */
  path: string
  /** Who may open it; everybody with a desk when it is empty. */
  roles: readonly Role[]
  /** Loads the page. */
  load: () => Promise<{ default: PageComponent }>
  /** Texts that it needs beside those of the frame. */
  texts?: readonly TextsName[]
  /** The same page under another `:name` changes by itself; else it begins anew there, and nothing of the last one is left. */
  stays?: true
  /** Its place in the navigation; pages without one are reached from others. */
  nav?: {
    /** Label, in `texts/{zh,en}/nav.json`. */
    label: keyof typeof nav
    icon: DeskIcon
    /** `g` and then this letter goes there. */
    letter?: string
    /** The first page of a role is where it lands. */
    home?: readonly Role[]
    /** Stands lower, under a hairline: seldom wanted. */
    seldom?: boolean
  }
}
