import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bp, csv, fileName, fileTable, hundredths, int, isDangerous, text } from '../../../src/desk/ui/table-file'
import { escaped, letters, sheetName, xlsx } from '../../../src/desk/ui/xlsx'
import { crc32 } from '../../../src/desk/ui/zip'

interface Row { name: string; score: number | null; audits: number }
const table = fileTable<Row>(
  [
    { title: '名称', cell: (row) => text(row.name) },
    { title: '得分', cell: (row) => bp(row.score) },
    { title: '检查, 次数', cell: (row) => int(row.audits) },
  ],
  [{ name: '渝北"新溉"路\n站', score: 8684, audits: 2 }, { name: '=1+1 & <b>', score: null, audits: 0 }],
)

describe('a table as CSV', () => {
  it('is what the server writes: mark, CRLF, quotes, hundredths, no formulas', () => {
    expect(csv(table)).toBe('\u{feff}名称,得分,"检查, 次数"\r\n"渝北""新溉""路\n站",86.84,2\r\n\'=1+1 & <b>,,0\r\n')
  })

  it('writes hundredths exactly', () => {
    expect([0, 5, 50, 8684, 10_000, -5, -1234].map(hundredths)).toEqual(['0.00', '0.05', '0.50', '86.84', '100.00', '-0.05', '-12.34'])
  })

  it('knows formulas as the server does', () => {
    for (const bad of ['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\rx', '\n', '\0', '  =1', '＝1+1', '＠x']) expect(isDangerous(bad), bad).toBe(true)
    for (const good of ['', '渝北新溉路站', 'a=b', '1-2', "'=1", '(-1)']) expect(isDangerous(good), good).toBe(false)
  })

  it('has a name that every disk takes', () => {
    expect(fileName(['排名', '2026-11', null, 'a/b: c'], 'csv')).toBe('排名-2026-11-a_b_c.csv')
  })
})

/** Reads an archive by its central directory, checking every sum. */
async function unzipped(blob: Blob): Promise<Map<string, string>> {
  const bytes = Buffer.from(await blob.arrayBuffer())
  const tail = bytes.length - 22
  expect(bytes.readUInt32LE(tail)).toBe(0x06054b50)
  const files = new Map<string, string>()
  let at = bytes.readUInt32LE(tail + 16)
  for (let count = bytes.readUInt16LE(tail + 10); count > 0; count -= 1) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50)
    const [method, crc, packed, size, nameLength] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24), bytes.readUInt16LE(at + 28)]
    const local = bytes.readUInt32LE(at + 42)
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString()
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50)
    const from = local + 30 + bytes.readUInt16LE(local + 26)
    const data = bytes.subarray(from, from + packed)
    const content = method === 8 ? inflateRawSync(data) : data
    expect(content.length).toBe(size)
    expect(crc32(content)).toBe(crc)
    files.set(name, content.toString())
    at += 46 + nameLength
  }
  return files
}

describe('a table as XLSX', () => {
  it('is an archive with one sheet: numbers as numbers, head frozen, filter on', async () => {
    const files = await unzipped(await xlsx(table, '排名 2026-11'))
    expect([...files.keys()]).toEqual(['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/worksheets/sheet1.xml'])
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toContain('<c r="B2" s="2"><v>86.84</v></c><c r="C2"><v>2</v></c>')
    expect(sheet).toContain('=1+1 &amp; &lt;b&gt;')
    expect(sheet).not.toContain('r="B3"')
    expect(sheet).toContain('state="frozen"')
    expect(sheet).toContain('<autoFilter ref="A1:C3"/>')
    expect(files.get('xl/workbook.xml')).toContain('name="排名 2026-11"')
  })

  it('is the same file for the same table', async () => {
    const once = Buffer.from(await (await xlsx(table, 'a')).arrayBuffer())
    const again = Buffer.from(await (await xlsx(table, 'a')).arrayBuffer())
    expect(once.equals(again)).toBe(true)
  })

  it('is stored where the browser cannot compress', async () => {
    const stream = globalThis.CompressionStream
    Reflect.deleteProperty(globalThis, 'CompressionStream')
    try {
      expect((await unzipped(await xlsx(table, 'a'))).get('xl/worksheets/sheet1.xml')).toContain('86.84')
    } finally {
      globalThis.CompressionStream = stream
    }
  })

  it('names columns and sheets as spreadsheets do, and drops what XML does not know', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
    expect(sheetName('a/b[c]:d*?')).toBe('a b c  d')
    expect(sheetName('')).toBe('Sheet1')
    expect(escaped('a\u0001b\ud800c😀\ud83d\ude00')).toBe('abc😀😀')
    expect(escaped('a\ude00b\ud83d\ud83d\ude00\ude00c\ud83d')).toBe('ab😀c')
  })

  it('sums as ZIP does', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
  })
})
