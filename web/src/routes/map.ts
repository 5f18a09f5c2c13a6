import type { Environment, Station } from '../engine'

/**
 * An address that opens the phone's map app. The station's address comes first: maps in China shift positions by some hundred metres,
 * so that ours would lie beside the road. iPhones do not know `geo:`. `null` without address and position.
 */
export function mapLink(station: Pick<Station, 'name' | 'address' | 'lat_e7' | 'lon_e7'>, platform: Environment['platform']): string | null {
  const { lat_e7: lat, lon_e7: lon } = station
  const position = typeof lat === 'number' && typeof lon === 'number' ? `${(lat / 1e7).toFixed(6)},${(lon / 1e7).toFixed(6)}` : null
  const address = station.address.trim()
  const name = station.name.zh.trim()
  if (platform === 'ios') {
    if (address) return `https://maps.apple.com/?address=${encodeURIComponent(address)}`
    return position ? `https://maps.apple.com/?ll=${position}&q=${encodeURIComponent(name || position)}` : null
  }
  if (address) return `geo:${position ?? '0,0'}?q=${encodeURIComponent(address)}`
  return position ? `geo:${position}?q=${position}(${encodeURIComponent(name)})` : null
}
