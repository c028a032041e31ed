// What runs in the page before the app does. It is a file of the site, so that the app's own content
// security policy stays as it is published.

/** Tells the site of every complaint: a violation of the policy, an error that nobody caught. */
function complain() {
  const tell = (text) => { new Image().src = `./complaint?${encodeURIComponent(text.slice(0, 300))}`; };
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => tell(`policy: ${violatedDirective} ${blockedURI}`));
  addEventListener('error', ({ message }) => message && tell(`error: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => tell(`rejection: ${reason}`));
}

/** Stops the clock at a moment. */
const clock = (moment) => `{
  const Real = Date;
  const now = Real.parse('${moment}');
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length > 0 ? given : [now])); }
    static now() { return now; }
  };
}`;

/** The text of the file: the clock stands where a test needs it, and each of these has run. */
export const before = ({ moment = '2018-01-02T15:00:00Z', acts = [] } = {}) =>
  [clock(moment), ...[complain, ...acts].map((act) => `(${act})();`)].join('\n');
