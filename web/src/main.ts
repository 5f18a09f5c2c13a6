import { mount } from 'svelte'
import './app.css'
import App from './ui/App.svelte'

const target = document.getElementById('app')
if (target) {
  // The desks are a part of their own: nothing of them is on a shopper's phone.
  if (/^\/desk(\/|$)/.test(location.pathname)) void import('./desk/main').then(({ open }) => open(target))
  else {
    // What stands there is for browsers that cannot run this.
    target.textContent = ''
    mount(App, { target })
  }
}
