// Notes everything that a healthy page never does: errors, policy violations, foreign requests.

/**
 * Watches every page of a browser context. Returns the list that complaints are added to.
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} origin the only origin that may be asked for anything
 */
export async function watch(context, origin) {
  const complaints = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console error: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`page error: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol === 'data:' || url.protocol === 'blob:') return;
    if (url.origin !== origin) complaints.push(`request to another origin: ${url.href}`);
  });
  // A violation of a policy that the browser does not print is still one.
  await context.exposeFunction('noteViolation', (text) => complaints.push(text));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const what = event.blockedURI || event.sample;
      window.noteViolation(`policy violation: ${event.effectiveDirective} blocked ${what}`);
    });
  });
  return complaints;
}
