// The desks begin here: the phone's entry loads this for addresses under /desk, and nothing of it otherwise.
import { mount } from 'svelte'
import { startTheme } from '../ui/theme.svelte'
import './desk.css'
import Desk from './frame/Desk.svelte'
import { loadTexts, mark } from './texts/index.svelte'

/** Opens the desks in an element. */
export async function open(target: HTMLElement): Promise<void> {
  startTheme()
  mark()
  await loadTexts('frame', 'nav')
  target.textContent = ''
  document.documentElement.classList.add('desk')
  mount(Desk, { target })
}
