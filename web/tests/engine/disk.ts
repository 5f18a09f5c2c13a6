// A disk that is full: nothing can be written until bytes of photos were deleted.

/** Fills the disk while some work is done. `roomPerPhoto`: records that fit after the bytes of a photo were deleted. */
export async function withFullDisk<T>(work: () => Promise<T>, roomPerPhoto = 0): Promise<T> {
  const { put, delete: del } = IDBObjectStore.prototype
  let room = 0
  IDBObjectStore.prototype.put = function (...args) {
    if (room <= 0) throw new DOMException('full', 'QuotaExceededError')
    room--
    return put.apply(this, args)
  }
  IDBObjectStore.prototype.delete = function (key) {
    if (this.name === 'bytes') room += roomPerPhoto
    return del.call(this, key)
  }
  try {
    return await work()
  } finally {
    Object.assign(IDBObjectStore.prototype, { put, delete: del })
  }
}
