// Draws the PNG icons of public/icons from icon.svg with the machine's Chromium: node scripts/icons.mjs
import { readFile, writeFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'

const folder = new URL('../public/icons/', import.meta.url)
const svg = await readFile(new URL('icon.svg', folder), 'utf8')
// Phones cut maskable and touch icons to a shape of their own: no corners, and for masks the drawing within the safe circle.
const square = svg.replace('rx="112"', '')
const masked = square.replace('<g ', '<g transform="translate(51 51) scale(.8)" ').replace('<circle ', '<circle transform="translate(51 51) scale(.8)" ')

const drawings = [
  { name: 'icon-192.png', size: 192, source: svg },
  { name: 'icon-512.png', size: 512, source: svg },
  { name: 'icon-maskable-512.png', size: 512, source: masked },
  { name: 'apple-touch-icon.png', size: 180, source: square },
]

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  for (const { name, size, source } of drawings) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${source}`)
    await writeFile(new URL(name, folder), await page.screenshot({ omitBackground: true }))
    await page.close()
  }
} finally {
  await browser.close()
}
