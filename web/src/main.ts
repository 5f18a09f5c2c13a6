import { mount } from 'svelte'
import './app.css'
import App from './ui/App.svelte'

const target = document.getElementById('app')
if (target) {
  // What stands there is for browsers that cannot run this.
  target.textContent = ''
  mount(App, { target })
}
