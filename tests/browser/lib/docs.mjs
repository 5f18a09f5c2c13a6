// The API in the browser: opened once, for the test and for its picture.

/** Opens /docs; answers the page, every address that it asked for, and what it complained about. */
export async function openDocs(browser, base) {
  const window = await browser.newContext({ viewport: { width: 1100, height: 800 }, locale: 'en-GB' })
  const page = await window.newPage()
  const asked = []
  const complaints = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
  await page.goto(`${base}/docs`, { waitUntil: 'load' })
  await page.waitForSelector('.swagger-ui .opblock-tag')
  await page.waitForLoadState('networkidle')
  return { page, asked, complaints }
}
