// The front pages: small, they share most of what they need, and compress well together with the rest of the first load.
export { default as Assignment } from './Assignment.svelte'
export { default as Letter } from './Letter.svelte'
export { default as NotFound } from './NotFound.svelte'
export { default as Outbox } from './Outbox.svelte'
export { default as Phone } from './Phone.svelte'
export { default as Returned } from './Returned.svelte'
export { default as SignIn } from './SignIn.svelte'
export { default as Today } from './Today.svelte'
