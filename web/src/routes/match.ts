/** The names of a pattern in a path, decoded; `null` when the path is not of the pattern. */
export function matches(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const found = (path.length > 1 ? path.replace(/\/$/, '') : path).split('/')
  if (wanted.length !== found.length) return null
  const names: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const text = found[at] ?? ''
    if (!part.startsWith(':')) {
      if (part !== text) return null
    } else {
      const value = decoded(text)
      if (value === null || value === '') return null
      names[part.slice(1)] = value
    }
  }
  return names
}

/** The text behind percent signs; `null` when they are malformed. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
