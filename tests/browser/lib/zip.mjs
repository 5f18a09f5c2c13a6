// Reads archives and workbooks as far as tests look into them.
import { inflateRawSync } from 'node:zlib'

const [ENTRY, END, DEFLATED] = [0x02014b50, 0x06054b50, 8]

/** The files of a ZIP archive, by name. */
export function unzipped(bytes) {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw new Error('no archive')
  const files = new Map()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new Error('a broken archive')
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field))
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const body = bytes.subarray(start, start + packed)
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), method === DEFLATED ? inflateRawSync(body) : body)
    at += 46 + name + extra + comment
  }
  return files
}

/** The rows of a workbook's sheets, one after the other: of each its texts and numbers, as they are written. */
export function rowsOf(workbook) {
  const files = unzipped(workbook)
  const shared = [...(files.get('xl/sharedStrings.xml')?.toString().matchAll(/<si>(.*?)<\/si>/gs) ?? [])].map(([, si]) => si.replace(/<[^>]*>/g, ''))
  const sheets = [...files.keys()].filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name))
  const cell = ([, head, body]) => (/ t="s"/.test(head) ? shared[Number(/<v>(.*?)<\/v>/s.exec(body)?.[1])] : body.replace(/<[^>]*>/g, ''))
  return sheets.flatMap((name) => [...files.get(name).toString().matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => [...row.matchAll(/<c ([^>]*[^/])>(.*?)<\/c>/gs)].map(cell)))
}
