// Addresses of items. Their ids hold a dot, which servers take for the end of a file's name: a tilde stands for it.

/** The page of an item of an audit. */
export const itemPath = (audit_id: string, item: string): string => `/desk/station/audits/${audit_id}/items/${item.replaceAll('.', '~')}`

/** The id of an item in an address. */
export const itemOf = (param: string): string => param.replaceAll('~', '.')
