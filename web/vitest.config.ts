import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte()],
  resolve: { conditions: ['browser'] },
  test: {
    include: ['tests/**/*.test.ts', 'src/ui/**/*.test.ts', 'src/i18n/**/*.test.ts'],
    environment: 'node',
    // A busy machine is no fault of a test.
    testTimeout: 60_000,
  },
})
