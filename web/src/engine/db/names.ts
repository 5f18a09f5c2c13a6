// Names of the databases.

/** The phone's own. */
export const PHONE_DB = 'forecourt'

/** A person's. */
export function personDbName(person_id: string): string {
  return `forecourt-person-${person_id}`
}
