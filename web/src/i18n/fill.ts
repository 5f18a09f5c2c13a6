/** A text with its values: `{n}` becomes the value, `{n|photo|photos}` the first word when the value is 1, else the second. */
export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = values[name] ?? ''
    return one === undefined ? String(value) : ((value === 1 ? one : many) ?? '')
  })
}
