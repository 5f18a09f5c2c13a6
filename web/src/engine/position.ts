// Where the phone is, as it says. A bad position is recorded as it is; none at all never blocks anything.

import type { Fix } from './model'

/** Good enough to stop waiting, cm. */
const GOOD_CM = 3_000
/** Longest wait, ms. */
const LONGEST_MS = 12_000

/** Gives one position, or `null` when there is none. Never throws. */
export type Locate = (how?: { quick?: boolean }) => Promise<Fix | null>

/** A position in the units of a submission. Browsers do not tell whether it came from a mock provider. */
export function fixOf(position: { coords: { latitude: number; longitude: number; accuracy: number }; timestamp: number }): Fix {
  const { latitude, longitude, accuracy } = position.coords
  return {
    lat_e7: Math.round(latitude * 1e7),
    lon_e7: Math.round(longitude * 1e7),
    accuracy_cm: Math.min(Math.max(0, Math.round(accuracy * 100)), 2_004_000_000),
    mocked: false,
    at_ms: Math.max(0, Math.round(position.timestamp)),
  }
}

/** The browser's position: the first good one, or after a while the best of those that came. */
export const locateHere: Locate = ({ quick = false } = {}) => {
  if (typeof navigator === 'undefined' || !('geolocation' in navigator)) return Promise.resolve(null)
  return new Promise((done) => {
    let best: Fix | null = null
    // A phone that was put away looks for satellites no more.
    const hidden = () => {
      if (document.hidden) end()
    }
    const end = () => {
      clearTimeout(timer)
      navigator.geolocation.clearWatch(watch)
      document.removeEventListener('visibilitychange', hidden)
      done(best)
    }
    const timer = setTimeout(end, quick ? 3_000 : LONGEST_MS)
    const watch = navigator.geolocation.watchPosition(
      (position) => {
        const fix = fixOf(position)
        if (!best || fix.accuracy_cm <= best.accuracy_cm) best = fix
        if (quick || best.accuracy_cm <= GOOD_CM) end()
      },
      (error) => {
        if (error.code === error.PERMISSION_DENIED) end()
      },
      { enableHighAccuracy: true, timeout: LONGEST_MS, maximumAge: quick ? 120_000 : 0 },
    )
    document.addEventListener('visibilitychange', hidden)
  })
}

/**
 * A position for a photo: quickly, and only when the shopper has allowed it before; no question while he takes pictures.
 * `allowed`: to this page he has, whatever the browser says of it (iOS does not say).
 */
export async function locateQuietly(locate: Locate, allowed: boolean): Promise<Fix | null> {
  try {
    const may = allowed || (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted'
    return may ? await locate({ quick: true }) : null
  } catch {
    return null
  }
}
