// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'

/** Loads the modules anew, as at the start of the app. */
async function start() {
  vi.resetModules()
  const theme = await import('../../src/ui/theme.svelte')
  const warnings = await import('../../src/ui/warnings.svelte')
  return { ...theme, ...warnings, ...(await import('../../src/i18n/index.svelte')) }
}

/** What the browser remembers; a browser without any throws at the very name. */
function storage(value: Partial<Storage> | null): void {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => {
      if (value === null) throw new DOMException('blocked', 'SecurityError')
      return value
    },
  })
}

describe('a browser that remembers nothing', () => {
  beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined))

  it('starts, and what is chosen holds for this run', async () => {
    storage(null)
    const app = await start()
    app.startTheme()
    expect(app.theme()).toBe('auto')
    app.setTheme('dark')
    expect(app.theme()).toBe('dark')
    expect(app.acknowledged(['in_app'])).toBe(false)
    app.acknowledge(['in_app'])
    expect(app.acknowledged(['in_app'])).toBe(true)
    expect(['zh', 'en']).toContain(app.preferred())
  })

  it('starts with what it cannot read', async () => {
    for (const text of ['{', 'null', '{"a":1}', '[1,null]']) {
      storage({ getItem: () => text, setItem: () => undefined })
      const app = await start()
      expect(app.acknowledged(['in_app'])).toBe(false)
    }
  })

  it('is told apart from one that does', async () => {
    const kept = new Map<string, string>([['forecourt.warnings', '["low_space"]']])
    storage({ getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => void kept.set(name, text) })
    const app = await start()
    expect(app.acknowledged(['low_space'])).toBe(true)
    app.setTheme('light')
    expect(kept.get('forecourt.theme')).toBe('light')
  })
})

describe('a visit at night', () => {
  const shown = () => document.documentElement.dataset.theme

  it('is dark, and stays so until one by day is opened; what was chosen stands', async () => {
    storage({ getItem: () => null, setItem: () => undefined })
    const app = await start()
    app.startTheme()
    expect(shown()).toBeUndefined()
    app.atNight(true)
    expect(shown()).toBe('dark')
    expect(app.theme()).toBe('auto')
    app.setTheme('light')
    expect(shown()).toBe('light')
    app.setTheme('auto')
    expect(shown()).toBe('dark')
    app.atNight(false)
    expect(shown()).toBeUndefined()
  })
})
