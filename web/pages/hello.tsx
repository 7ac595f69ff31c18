import { Link, ViteClient } from 'vite-ssr-components/hono';

export function Hello() {
  return (
    <html lang="fr">
      <head>
        <title>Maillage</title>
        <ViteClient />
        <Link href="/web/styles/hello.css" rel="stylesheet" />
      </head>
      <body>Maillage</body>
    </html>
  );
}
