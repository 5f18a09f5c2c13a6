import { getContext, setContext } from 'svelte'
import type { Engine, Visit, VisitView } from '../engine'

const ENGINE = Symbol('engine')
const VISIT = Symbol('visit')

/** The open visit of the pages below it: the verbs, and what is to be shown, which changes after every stored tap. */
export interface OpenVisit {
  readonly visit: Visit
  readonly view: VisitView
}

/** Hands the engine to everything below. */
export const setEngine = (engine: Engine): void => void setContext(ENGINE, engine)

/** The engine of this tab. */
export const getEngine = (): Engine => getContext<Engine>(ENGINE)

/** Hands the open visit to everything below. */
export const setVisit = (open: OpenVisit): void => void setContext(VISIT, open)

/** The visit that is open here. */
export const getVisit = (): OpenVisit => getContext<OpenVisit>(VISIT)
