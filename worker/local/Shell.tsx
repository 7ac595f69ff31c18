import type { Child } from 'hono/jsx'
import { Link } from 'vite-ssr-components/hono'

/** The page around what only a machine of one's own has. For those who work on Maillage: in English. */
export const Shell = ({ title, children }: { title: string; children?: Child }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>{`${title} | Maillage on this machine`}</title>
      <Link href="/web/styles/index.css" rel="stylesheet" />
    </head>
    <body>
      <main class="w sec st">
        <h1 class="h1s">{title}</h1>
        {children}
        <p class="q sm">
          <a href="/dev/sign-in">Demo people</a> · <a href="/dev/mail">Mailbox</a> · <a href="/">Maillage</a>
        </p>
      </main>
    </body>
  </html>
)
