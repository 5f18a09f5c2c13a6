// The server's API, typed by docs/openapi.json: a wrong path, parameter or body does not compile.

import type { paths } from './schema'

/** Methods that the API knows. */
export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete'

/** Paths that have a method. */
export type PathOf<M extends Method> = { [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never }[keyof paths]

type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never
type Json<T> = T extends { content: { 'application/json': infer J } } ? J : T extends { content?: never } ? undefined : never
type Success<R> = R extends Record<200, infer T> ? Json<T> : R extends Record<201, infer T> ? Json<T> : undefined

/** The body of a good answer. */
export type Answer<P extends keyof paths, M extends Method> = Operation<P, M> extends { responses: infer R } ? Success<R> : never

/** The body of a request. */
export type Body<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody: { content: { 'application/json': infer B } } } ? B : never

type Params<P extends keyof paths, M extends Method, In extends 'path' | 'query'> =
  Operation<P, M> extends { parameters: infer A } ? (In extends keyof A ? A[In] : never) : never

/** What goes into the address. */
export interface Address<P extends keyof paths, M extends Method> {
  path?: Params<P, M, 'path'>
  query?: Params<P, M, 'query'>
}

/** A request, ready to be sent. */
export interface Call {
  method: string
  url: string
}

/** The address of an operation, with its parameters filled in. */
export function call<M extends Method, P extends PathOf<M> & keyof paths>(method: M, path: P, address: Address<P, M> = {}): Call {
  let url: string = path
  for (const [name, value] of Object.entries((address.path ?? {}) as Record<string, unknown>)) {
    url = url.replace(`{${name}}`, encodeURIComponent(String(value)))
  }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((address.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null) query.set(name, String(value))
  }
  const text = query.toString()
  return { method: method.toUpperCase(), url: text ? `${url}?${text}` : url }
}

/** A body that fits an operation. */
export function body<M extends Method, P extends PathOf<M> & keyof paths>(_method: M, _path: P, value: Body<P, M>): string {
  return JSON.stringify(value)
}
