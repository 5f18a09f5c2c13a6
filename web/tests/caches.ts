// The browser's caches, as far as the app uses them.

/** Caches by name, in the order of their making. */
export class Caches {
  readonly all = new Map<string, Map<string, string>>()
  keys = () => Promise.resolve([...this.all.keys()])
  has = (name: string) => Promise.resolve(this.all.has(name))
  delete = (name: string) => Promise.resolve(this.all.delete(name))
  match = (path: string) => Promise.resolve([...this.all.values()].filter((one) => one.has(path)).map((one) => new Response(one.get(path)))[0])

  open(name: string) {
    const files = this.all.get(name) ?? new Map<string, string>()
    this.all.set(name, files)
    const match = (path: string) => Promise.resolve(files.has(path) ? new Response(files.get(path)) : undefined)
    return Promise.resolve({ match, put: async (path: string, response: Response) => void files.set(path, await response.text()) })
  }
}
