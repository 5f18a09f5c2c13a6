/** Runs a component's set-up without a component: `setup` gives what is to be looked at whenever it changes. Gives what ends it. */
export const effectRoot = (setup: () => () => void): (() => void) =>
  $effect.root(() => {
    const look = setup()
    $effect(look)
  })
