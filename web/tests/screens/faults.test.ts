// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { FinishResult, FlagView, GroupView, PurchaseReceipt } from '../../src/engine'
import { faultOf } from '../../src/routes/visit/faults'
import Finish from '../../src/routes/visit/Finish.svelte'
import Flags from '../../src/routes/visit/Flags.svelte'
import Receipts from '../../src/routes/visit/Receipts.svelte'
import { engineOf, itemOf, named, settled, show, speak, visitOf } from './stage'

const groups = [{ id: 'payment', items: [itemOf('payment.invoice_not_refused')] }] as unknown as GroupView[]

/** Writes into a field as a person does, and leaves it. */
function write(input: HTMLInputElement, text: string): void {
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

describe('a fault of a submission', () => {
  beforeEach(() => speak('zh'))

  it('has words and a page in place of its pointer', () => {
    const of = (pointer: string, code: string) => faultOf({ pointer, code }, { audit_id: 'v1', groups })
    expect(of('/receipts/1/amount_fen', 'out_of_range')).toEqual({ place: '小票与发票 2', why: '数字超出范围', href: '/visit/v1/receipts' })
    expect(of('/answers/payment.invoice_not_refused/note', 'too_long')).toEqual({ place: '第 42 项', why: '文字太长', href: '/visit/v1/item/payment.invoice_not_refused' })
    expect(of('/flags/v.queue_len', 'out_of_range').href).toBe('/visit/v1/flags')
    expect(of('/narrative', 'too_long').href).toBe('/visit/v1/flags')
    expect(of('/photos/0/bytes', 'out_of_range')).toMatchObject({ place: '照片 1', href: '/visit/v1/photos' })
    expect(of('/answers/gone.item', 'unknown_item')).toEqual({ place: '这次访问', why: '内容不对（unknown_item）', href: '/visit/v1' })
    expect(of('', 'wrong_type').href).toBe('/visit/v1')
  })

  it('is listed with a jump when the visit is finished', async () => {
    const finish = (): Promise<FinishResult> => Promise.resolve({ ok: false, missing: [], faults: [{ pointer: '/receipts/0/amount_fen', code: 'out_of_range' }] })
    const target = show(Finish, {}, engineOf(), visitOf({ groups }, { finish }))
    named('完成并送出', target).click()
    await settled()
    const link = target.querySelector<HTMLAnchorElement>('a[href="/visit/v1/receipts"]')
    expect(link?.textContent?.trim()).toBe('小票与发票 1：数字超出范围')
    expect(target.textContent).not.toContain('/receipts/0')
  })
})

describe('a number that is too large', () => {
  beforeEach(() => speak('zh'))

  it('of a receipt is said at once and not stored', async () => {
    const stored: PurchaseReceipt[][] = []
    const visit = visitOf({ receipts: [{ kind: 'fuel' }] }, { receipts: (list) => Promise.resolve(void stored.push(list)) })
    const target = show(Receipts, {}, engineOf(), visit)
    const amount = target.querySelector<HTMLInputElement>('input[inputmode=decimal]')!
    write(amount, '1000000.01')
    await settled()
    expect(target.textContent).toContain('不能超过 1000000')
    expect(stored).toEqual([])
    write(amount, '150')
    await settled()
    expect(stored.at(-1)?.[0]?.amount_fen).toBe(15_000)
    expect(target.textContent).not.toContain('不能超过')
  })

  it('of a flag is said at once and not stored', async () => {
    const stored: unknown[] = []
    const flag = { flag: { id: 'v.queue_len', kind: 'int', max: 999, text: { zh: '排队', en: 'queue' } }, value: 0, given: false, disputed: false } as unknown as FlagView
    const target = show(Flags, {}, engineOf(), visitOf({ flags: [flag] }, { flag: (_id, value) => Promise.resolve(void stored.push(value)) }))
    const input = target.querySelector<HTMLInputElement>('input[inputmode=numeric]')!
    write(input, '1000')
    await settled()
    expect(target.textContent).toContain('请输入 0 至 999')
    expect(stored).toEqual([])
    write(input, '12')
    await settled()
    expect(stored).toEqual([12])
    expect(target.textContent).not.toContain('请输入')
  })
})
