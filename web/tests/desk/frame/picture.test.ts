// @vitest-environment happy-dom
// Charts of a table's rows as one picture, with names, numbers and colours of its own.
import { expect, it } from 'vitest'
import { svgText } from '../../../src/desk/ui/picture-file'
import { rowsPicture } from '../../../src/desk/ui/rows-picture'

const colour = (name: string): string => `#${name}`

it('holds every row with its name, its number and its bar or line, and says how large it is', () => {
  const svg = rowsPicture('JX001 · 触点', [
    { name: '进站前', text: '86.84', bar: { share: 0.5, colour: 'good' } },
    { name: '便利店', text: '不适用', bar: { share: null, colour: 'edge' } },
    { name: '趋势', text: '90.00', line: [8000, null, 9000, 8500] },
  ], colour)
  expect([...svg.querySelectorAll('text')].map((one) => one.textContent)).toEqual(['JX001 · 触点', '进站前', '86.84', '便利店', '不适用', '趋势', '90.00'])
  const bars = [...svg.querySelectorAll('rect')].map((one) => [one.getAttribute('fill'), Number(one.getAttribute('width'))] as const)
  const [ground, half] = bars.map(([, width]) => width)
  expect(bars.map(([fill]) => fill)).toEqual(['#line', '#good', '#line'])
  expect(half).toBe((ground ?? 0) / 2)
  // A gap begins the line anew.
  expect(svg.querySelector('path')?.getAttribute('d')?.match(/M/g)?.length).toBe(2)
  const [width, height] = ['width', 'height'].map((name) => Number(svg.getAttribute(name)))
  for (const one of svg.querySelectorAll('text')) {
    expect(Number(one.getAttribute('x'))).toBeLessThan(width ?? 0)
    expect(Number(one.getAttribute('y'))).toBeLessThan(height ?? 0)
  }
  const text = svgText(svg, '#fff')
  expect(text).toContain(`width="${width}"`)
  expect(text).toContain('进站前')
})
