import { cloudflare } from '@cloudflare/vite-plugin'
import { defineConfig } from 'vite'
import ssr from 'vite-ssr-components/plugin'

/**
 * Two builds from one source. Production has worker/index.ts as its entry; the mode `local`, and the development
 * server, have worker/local/index.ts, which adds what only a machine of one's own may have: the mailbox, the demo
 * people's sign-in, the doors of the project's commands. The second never reaches the first, so nothing needs to be
 * switched off in production.
 */
export default defineConfig(({ command, mode }) => {
  const local = command === 'serve' || mode === 'localhost'
  return {
    clearScreen: false,
    publicDir: 'web/public',
    build: { outDir: local ? 'dist/local' : 'dist/production', emptyOutDir: true },
    plugins: [
      cloudflare({
        // The same folder as `npm start`, so that both show the same data.
        persistState: { path: process.env.MAILLAGE_STATE ?? '.data/state' },
        inspectorPort: false,
        config: (config) =>
          local ? { main: 'worker/local/index.ts', vars: { ...config.vars, ...localSettings() } } : {},
      }),
      ssr({
        entry: { target: ['web/**/*.tsx'] },
        hotReload: {
          target: ['web/**/*.ts', 'web/**/*.tsx', 'worker/**/*.ts', 'worker/**/*.tsx'],
          ignore: ['web/islands/**'],
        },
      }),
    ],
  }
})

/** What scripts/dev.ts tells the development server; the built one gets the same from scripts/lib/server.ts. */
function localSettings(): Record<string, string> {
  return JSON.parse(process.env.MAILLAGE_SETTINGS ?? '{}') as Record<string, string>
}
