import type { Session } from '../engine'

/** The page of the desks that sent somebody here to sign in; empty for a phone. */
export const forDesk = (): string => /[?&]to=((?:%2F|\/)desk[^&]*)/.exec(location.search)?.[1] ?? ''

/** Goes to the desks when they sent for a sign-in, or when the person visits no stations; gives whether it does. */
export function toDesk(session: Session): boolean {
  if (session.state === 'none') return false
  const { roles } = session.person
  const to = forDesk() || (roles.length > 0 && !roles.includes('shopper') ? '/desk' : '')
  if (to) location.replace(decodeURIComponent(to))
  return to !== ''
}
