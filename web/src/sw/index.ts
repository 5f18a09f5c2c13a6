/// The service worker. Not built yet.
export {}
