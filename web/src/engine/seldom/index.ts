// What a shopper seldom needs, in a chunk of its own: the phone keeps it, but the first load does not wait for it.

export { backUp, takeUp } from './backup'
export { takeIn } from './take-in'
