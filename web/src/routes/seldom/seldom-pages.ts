// Pages that a shopper seldom needs, in a chunk of their own: kept on the phone, but no part of the first load.
export { default as Elsewhere } from './Elsewhere.svelte'
export { default as Report } from './Report.svelte'
export { default as Settings } from './Settings.svelte'
export { default as TakeIn } from './TakeIn.svelte'
