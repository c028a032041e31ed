// Shows the rescue page where the app has not started or has stopped. It stands on nothing else of
// the app, and on no feature of the language that a browser without WebAssembly would lack.
(() => {
  const PATIENCE = 10000;
  let started = false;
  let state = '';
  let page;

  const part = (name) => document.getElementById(`rescue-${name}`);
  const say = (sentence) => { part('said').textContent = sentence; };
  const later = (ms) => new Promise((done) => setTimeout(done, ms));

  // `next` is slow, failed or stopped: what is said of each lies in index.html.
  function show(next, cause) {
    const template = document.getElementById('rescue');
    if (!template && !page) return addEventListener('DOMContentLoaded', () => show(next, cause));
    if (state === 'stopped' || (state === 'failed' && next === 'slow')) return;
    state = next;
    if (!page) {
      page = template.content.firstElementChild.cloneNode(true);
      // Of a program that failed nothing stays to be touched.
      document.body.replaceChildren(page);
      part('again').onclick = again;
      part('save').onclick = save;
      part('copy').onclick = copy;
    }
    for (const name of ['slow', 'failed', 'stopped']) part(name).hidden = name !== next;
    part('kept').hidden = kept().count === 0;
    // Of a library it tells which, and not where the build had it.
    part('cause').textContent = cause ? `For whoever mends it: ${cause.replace(/.*\/registry\/src\/[^/]*\//, '')}` : '';
    if (next !== 'slow') part(next).firstElementChild.focus();
  }

  // A slow connection is no fault: patience begins anew once the last file has come. An app that
  // starts after all takes its place.
  const expect = (what) => later(PATIENCE).then(() => started || show(what));
  expect('slow');
  new PerformanceObserver((list, observer) => {
    if (!list.getEntries().some(({ name }) => name.endsWith('_bg.wasm'))) return;
    observer.disconnect();
    expect('failed');
  }).observe({ type: 'resource', buffered: true });
  addEventListener('TrunkApplicationStarted', () => {
    started = true;
    if (page && state !== 'stopped') page.remove();
  });

  // Before the start a script must not fail. After it a program that failed can't be trusted any
  // more; whatever else goes wrong leaves the programs whole.
  const broken = (error) => ['RuntimeError', 'CompileError', 'LinkError'].some((name) => error instanceof WebAssembly[name]);
  const passedThrough = (error) => /wasm-function|\[wasm code\]/.test(error && error.stack);
  addEventListener('error', ({ target, error, message }) => {
    if (target !== window) {
      if (!started && target.tagName === 'SCRIPT') show('failed');
    } else if (!started) show('failed', message);
    else if (broken(error) || passedThrough(error)) stop(message);
  }, true);
  addEventListener('unhandledrejection', ({ reason }) => {
    if (!started) show('failed', String(reason));
    else if (broken(reason)) stop(String(reason));
  });

  // Some browsers tell nobody of a module that fails while it waits for its program.
  for (const name of ['instantiateStreaming', 'instantiate']) {
    const start = window.WebAssembly && WebAssembly[name];
    if (!start) continue;
    WebAssembly[name] = (...given) => start.apply(WebAssembly, given).catch((error) => {
      if (!started && broken(error)) show('failed', String(error));
      throw error;
    });
  }

  // A program that panics calls it before anything else. What the program still does, as the page
  // goes, no longer reaches what is kept.
  function stop(cause) {
    const refuse = () => { throw new Error('the app has stopped'); };
    for (const name of ['setItem', 'removeItem', 'clear']) Storage.prototype[name] = refuse;
    for (const name of ['add', 'put', 'delete', 'clear']) IDBObjectStore.prototype[name] = refuse;
    show('stopped', cause);
  }
  window.ridealongStopped = stop;

  // Everything of the app's in localStorage, byte for byte. Whatever else comes to be kept elsewhere
  // belongs in here too.
  function kept() {
    const entries = {};
    let keys = [];
    try {
      keys = Object.keys(localStorage).filter((key) => /^ridealong[:/]/.test(key));
    } catch (blocked) {
      // Where a browser keeps nothing there is nothing to save.
    }
    for (const key of keys) {
      try {
        entries[key] = localStorage.getItem(key);
      } catch (unreadable) {
        entries[key] = null;
      }
    }
    return { count: keys.length, text: JSON.stringify({ app: 'ridealong', kind: 'rescue', saved_at: Date.now(), entries }) };
  }

  async function save() {
    const name = `ridealong-rescue-${new Date().toISOString().slice(0, 10)}`;
    const { text } = kept();
    // On an iPhone's home screen an app has no downloads, and what it shares must not be called .json.
    const files = [new File([text], `${name}.txt`, { type: 'text/plain' })];
    if (navigator.standalone && navigator.canShare && navigator.canShare({ files })) {
      return navigator.share({ files }).then(() => say('It was handed on.'), () => say('It was not handed on.'));
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = `${name}.json`;
    link.click();
    say('The browser has the file: look among your downloads.');
  }

  async function copy() {
    const { text } = kept();
    try {
      await navigator.clipboard.writeText(text);
      say('Copied: paste it into a note or a mail to yourself.');
    } catch (refused) {
      const field = part('text');
      field.value = text;
      field.hidden = false;
      field.select();
      say('Copy the text below, and paste it into a note or a mail to yourself.');
    }
  }

  // A reload alone would bring the same files again: damaged ones are replaced first, and a new version
  // that waits takes over. It waits no longer than that for either.
  async function again() {
    say('Loading…');
    await Promise.race([renew().catch(() => {}), later(PATIENCE)]);
    location.reload();
  }

  async function renew() {
    const workers = navigator.serviceWorker;
    const registration = workers && (await workers.getRegistration());
    if (!registration || !registration.active) {
      const files = [...document.querySelectorAll('link[href], script[src]')];
      return Promise.all(files.map((file) => fetch(file.href || file.src, { cache: 'reload' })));
    }
    await registration.update().catch(() => {});
    const coming = registration.installing;
    if (coming) await new Promise((done) => coming.addEventListener('statechange', done));
    const waiting = registration.waiting;
    if (!waiting || (await ask(waiting, 'take over')) === 'elsewhere') await ask(registration.active, 'mend');
  }

  const ask = (worker, what) => new Promise((answered) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => answered(data);
    worker.postMessage(what, [port2]);
  });
  window.ridealongAsk = ask;
})();
