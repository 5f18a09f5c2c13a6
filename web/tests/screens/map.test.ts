import { describe, expect, it } from 'vitest'
import { mapLink } from '../../src/routes/map'

const station = { name: { zh: '渝北站', en: 'Yubei' }, address: ' 重庆市渝北区新溉路1号 ', lat_e7: 295_000_000, lon_e7: 1_065_000_000 }
const address = encodeURIComponent('重庆市渝北区新溉路1号')
const name = encodeURIComponent('渝北站')
const nowhere = { lat_e7: null, lon_e7: null } as unknown as Pick<typeof station, 'lat_e7' | 'lon_e7'>

describe('the link to a map app', () => {
  it('is one that an iPhone knows, by address first', () => {
    expect(mapLink(station, 'ios')).toBe(`https://maps.apple.com/?address=${address}`)
    expect(mapLink({ ...station, address: '' }, 'ios')).toBe(`https://maps.apple.com/?ll=29.500000,106.500000&q=${name}`)
  })

  it('is geo: elsewhere, by address near the position', () => {
    expect(mapLink(station, 'android')).toBe(`geo:29.500000,106.500000?q=${address}`)
    expect(mapLink({ ...station, ...nowhere }, 'other')).toBe(`geo:0,0?q=${address}`)
    expect(mapLink({ ...station, address: '' }, 'android')).toBe(`geo:29.500000,106.500000?q=29.500000,106.500000(${name})`)
  })

  it('is none without address and position', () => {
    for (const platform of ['ios', 'android'] as const) expect(mapLink({ ...station, ...nowhere, address: ' ' }, platform)).toBeNull()
  })
})
