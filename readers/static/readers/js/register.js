// Has the worker come that keeps what is written without net; after everything that the reader waits for.
if (navigator.serviceWorker) {
  addEventListener("load", () => navigator.serviceWorker.register("/service-worker.js").catch(() => {}));
}
