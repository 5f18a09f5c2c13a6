// What this phone and browser can do, as plain facts.

import type { Environment, Warning } from './views'

/** What the facts are read from; tests give their own. */
export interface Place {
  secure: boolean
  userAgent: string
  standalone: boolean
  maxTouchPoints: number
  has: {
    serviceWorker: boolean; indexedDb: boolean; camera: boolean; geolocation: boolean; locks: boolean; backgroundSync: boolean
    persist: boolean
  }
}

/** What has to be asked. */
export interface Asked {
  persistent: boolean | null
  usage: number | null
  quota: number | null
  offline_ready: boolean
  installable: boolean
  /** Asked to send while the app was closed, the browser did not. */
  undone: boolean
}

/** Less free space than this is warned of: a day of visits, bytes. */
const LOW_SPACE = 200 * 1024 * 1024

/** QQ's own browser (MQQBrowser alone) is a browser; "QQ/" is the messenger. */
const IN_APP = /DingTalk|AlipayClient|Weibo|Lark|Feishu|aweme|BytedanceWebview|NewsArticle|FBAN|FBAV|Instagram|\bQQ\/|; wv\)/i

/** Which app's browser this is, if any. */
export function inAppBrowser(userAgent: string): Environment['in_app'] {
  if (/MicroMessenger|wxwork/i.test(userAgent)) return 'wechat'
  if (IN_APP.test(userAgent)) return 'other'
  // On iOS a web view has no "Safari/" in its name; browsers have.
  return /\b(iPhone|iPad|iPod)\b/.test(userAgent) && !/Safari\//.test(userAgent) ? 'other' : null
}

/** The phone's kind. */
export function platformOf(userAgent: string, maxTouchPoints: number): Environment['platform'] {
  // An iPad says that it is a Macintosh.
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios'
  return /Android/.test(userAgent) ? 'android' : 'other'
}

/** The facts. */
export function environmentOf(place: Place, asked: Asked): Environment {
  const platform = platformOf(place.userAgent, place.maxTouchPoints)
  // In an app from the home screen iOS gives no "Safari/" either.
  const in_app = place.standalone ? null : inAppBrowser(place.userAgent)
  const free = asked.quota === null || asked.usage === null ? null : Math.max(0, asked.quota - asked.usage)
  const install = place.standalone ? 'installed'
    : asked.installable ? 'prompt'
      : platform === 'ios' && in_app === null ? 'by_hand' : 'no'
  const facts = {
    secure: place.secure, in_app, platform, installed: place.standalone, install,
    service_worker: place.has.serviceWorker, offline_ready: asked.offline_ready, indexed_db: place.has.indexedDb,
    persistent: asked.persistent, free_bytes: free, used_bytes: asked.usage, camera: place.has.camera,
    geolocation: place.has.geolocation, web_locks: place.has.locks, background_sync: place.has.backgroundSync && !asked.undone,
  } as const
  return { ...facts, warnings: warningsOf(facts) }
}

function warningsOf(facts: Omit<Environment, 'warnings'>): Warning[] {
  const warnings: Warning[] = []
  if (!facts.secure) warnings.push('insecure')
  if (!facts.indexed_db) warnings.push('no_storage')
  if (facts.in_app) warnings.push('in_app')
  if (facts.platform === 'ios' && !facts.installed && !facts.in_app) warnings.push('not_installed_ios')
  if (facts.persistent === false) warnings.push('not_persistent')
  if (facts.free_bytes !== null && facts.free_bytes < LOW_SPACE) warnings.push('low_space')
  if (!facts.background_sync) warnings.push('no_background')
  return warnings
}

/** The place of a page. */
export function pagePlace(): Place {
  const nav = navigator as Navigator & { standalone?: boolean }
  const standalone = nav.standalone === true || ['standalone', 'fullscreen', 'minimal-ui'].some((mode) => matchMedia(`(display-mode: ${mode})`).matches)
  return {
    secure: isSecureContext, userAgent: nav.userAgent, standalone, maxTouchPoints: nav.maxTouchPoints ?? 0,
    has: {
      serviceWorker: 'serviceWorker' in nav, indexedDb: typeof indexedDB !== 'undefined',
      camera: typeof nav.mediaDevices?.getUserMedia === 'function', geolocation: 'geolocation' in nav, locks: 'locks' in nav,
      backgroundSync: typeof ServiceWorkerRegistration !== 'undefined' && 'sync' in ServiceWorkerRegistration.prototype,
      persist: typeof nav.storage?.persist === 'function',
    },
  }
}
