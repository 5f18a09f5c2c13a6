import type { PhotoView } from '../../engine'

/** Where the bytes of a photo are: here, on the server, declared lost, or nowhere that anybody knows. */
export function placeOf({ held, server }: Pick<PhotoView, 'held' | 'server'>): 'here' | 'on_server' | 'lost' | 'gone' {
  if (held) return 'here'
  if (server === 'verified' || server === 'unusable' || server === 'stored') return 'on_server'
  return server === 'lost' ? 'lost' : 'gone'
}
