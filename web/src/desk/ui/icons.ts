import phone from '../../ui/icons.json'
import own from './icons.json'

/** Name of an icon of the desks: those of the phone, and some more. */
export type DeskIcon = keyof typeof phone | keyof typeof own

const icons: Record<string, string> = { ...phone, ...own }

/** The path of an icon on a grid of 24 with a line of 1.75; one that begins with `f` is filled. */
export const iconPath = (name: DeskIcon): string => icons[name] ?? ''
