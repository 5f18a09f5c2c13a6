import type table from './icons.json'
import url from './icons.json?url'

/** Name of an icon. */
export type IconName = keyof typeof table

let icons: Record<string, string> = {}

/** Loads our icons: paths on a grid of 24 with a line of 1.75; one that begins with `f` is filled. Data, not script. */
export async function loadIcons(): Promise<void> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`The icons could not be loaded: ${answer.status}`)
  icons = (await answer.json()) as Record<string, string>
}

/** The path of an icon; an empty one before they are loaded. */
export const iconPath = (name: IconName): string => icons[name] ?? ''
