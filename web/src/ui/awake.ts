/** Keeps the screen lit where the browser can, until what this gives is called: a locked phone takes no stamp. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  let over = false
  const ask = async (): Promise<void> => {
    // Put away, the phone gives the lock back by itself.
    if (document.visibilityState !== 'visible') return
    const got = await navigator.wakeLock?.request('screen').catch(() => undefined)
    if (over) void got?.release()
    else lock = got
  }
  const seen = (): void => void ask()
  seen()
  document.addEventListener('visibilitychange', seen)
  return () => {
    over = true
    document.removeEventListener('visibilitychange', seen)
    void lock?.release()
  }
}
