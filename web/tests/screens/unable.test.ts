// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import page from '../../index.html?raw'
import Broken from '../../src/ui/Broken.svelte'
import { settled, show, speak } from './stage'

describe('the page as it comes', () => {
  beforeEach(() => speak('zh'))

  it('tells browsers that cannot run the app what to do, in both languages, without script or inline style', () => {
    const body = /<body>([\s\S]*)<\/body>/.exec(page)?.[1] ?? ''
    document.body.innerHTML = body
    const told = document.querySelector('#app .unable')
    expect(told?.querySelector('[lang="zh-CN"]')?.textContent).toContain('请更新浏览器')
    expect(told?.querySelector('[lang="en"]')?.textContent).toContain('Update the browser')
    expect(body).not.toMatch(/style=|<script|<style/)
  })

  it('has that text taken away by the app', async () => {
    document.body.innerHTML = '<div id="app"><div class="unable">old</div></div>'
    await import('../../src/main')
    await settled()
    expect(document.querySelector('.unable')).toBeNull()
    expect(document.querySelector('#app')?.childElementCount).toBeGreaterThan(0)
  })
})

describe('a page that broke', () => {
  beforeEach(() => speak('zh'))

  it('leaves the way to the first page open, unless nothing can be stored', () => {
    expect(show(Broken, { error: new RangeError('x') }).querySelector('a')?.getAttribute('href')).toBe('/today')
    expect(show(Broken, { error: Object.assign(new Error(), { code: 'no_storage' }) }).querySelector('a')).toBeNull()
  })
})
