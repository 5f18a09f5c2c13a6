// Secrets of webhooks. Each stands in one answer only: who did not get that one has a new one made.
import { act } from '../net/act'
import { textsOf } from '../texts/index.svelte'
import type texts from '../texts/zh/admin.json'
import { confirm } from '../ui/ask.svelte'
import { toast } from '../ui/toast.svelte'

/**
 * Has a new secret made once `text` is agreed to; when its answer was lost (a repeat is told without it), says so and offers
 * one more. Null when none was made, or none is known: a refusal is said here.
 */
export async function newSecret(id: string, text: string): Promise<string | null> {
  const w = textsOf<typeof texts>('admin')
  let question = text
  while (await confirm({ title: w().hooks.renew, text: question, yes: w().hooks.renew })) {
    const reply = await act('post', '/v1/webhooks/{id}/secret', { path: { id } })
    if (!reply.ok) {
      toast.fail(reply.problem)
      return null
    }
    if (reply.data.secret) return reply.data.secret
    question = w().hooks.renewLost
  }
  return null
}
