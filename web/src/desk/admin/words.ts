// Words of the administrator's desk that are made of what the API gives.
import type { components } from '../../api/schema'
import { lang } from '../texts/index.svelte'
import { roleName } from '../ui/words'

type Grant = components['schemas']['GrantView']

/** A name in the present language, else in Chinese. */
export const named = (one: { name_zh: string; name_en: string }): string => (lang() === 'zh' ? one.name_zh : one.name_en || one.name_zh)

/** A role and where it holds. */
export function grantWords(grant: Grant, unit: (id: string | null | undefined) => string, station = ''): string {
  const where = grant.org_unit_id ? unit(grant.org_unit_id) : grant.station_id ? station : ''
  return where ? `${roleName(grant.role)} · ${where}` : roleName(grant.role)
}
