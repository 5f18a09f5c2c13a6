import { createRouter } from 'sv-router'

// The router knows a lazy page by the text of its function, so every line says `import` itself.
/** Every page of the app, loaded when it is first shown. The desks will stand beside these, in chunks of their own. */
export const { p, navigate, route } = createRouter({
  '/': () => import('./pages').then((pages) => ({ default: pages.Today })),
  '/today': () => import('./pages').then((pages) => ({ default: pages.Today })),
  '/today/:id': () => import('./pages').then((pages) => ({ default: pages.Assignment })),
  '/today/:id/:report': () => import('./pages').then((pages) => ({ default: pages.Report })),
  '/letter': () => import('./pages').then((pages) => ({ default: pages.Letter })),
  '/returned/:audit': () => import('./pages').then((pages) => ({ default: pages.Returned })),
  '/outbox': () => import('./pages').then((pages) => ({ default: pages.Outbox })),
  '/settings': () => import('./pages').then((pages) => ({ default: pages.Settings })),
  '/phone': () => import('./pages').then((pages) => ({ default: pages.Phone })),
  '/sign-in': () => import('./pages').then((pages) => ({ default: pages.SignIn })),
  '/visit': {
    '/': () => import('./visit/pages').then((pages) => ({ default: pages.Visits })),
    '/:audit': {
      '/': () => import('./visit/pages').then((pages) => ({ default: pages.Hub })),
      '/stamps': () => import('./visit/pages').then((pages) => ({ default: pages.Stamps })),
      '/items': () => import('./visit/pages').then((pages) => ({ default: pages.Items })),
      '/items/:group': () => import('./visit/pages').then((pages) => ({ default: pages.Items })),
      '/item/:item': () => import('./visit/pages').then((pages) => ({ default: pages.Item })),
      '/flags': () => import('./visit/pages').then((pages) => ({ default: pages.Flags })),
      '/receipts': () => import('./visit/pages').then((pages) => ({ default: pages.Receipts })),
      '/photos': () => import('./visit/pages').then((pages) => ({ default: pages.Photos })),
      '/missing': () => import('./visit/pages').then((pages) => ({ default: pages.Missing })),
      '/finish': () => import('./visit/pages').then((pages) => ({ default: pages.Finish })),
      layout: () => import('./visit/pages').then((pages) => ({ default: pages.VisitLayout })),
    },
  },
  '*': () => import('./pages').then((pages) => ({ default: pages.NotFound })),
})
