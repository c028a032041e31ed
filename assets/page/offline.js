// What the page does for working without a connection and for being installed. How it stands is
// told by attributes of <html>, with the event `ridealong:device` whenever one changes:
//   data-offline  "ready": the whole app is on this device; "never": this browser keeps none
//   data-update   "ready": a new version is here; "elsewhere": another window keeps it from being taken
//   data-second-copy  "there": localStorage has no team, but IndexedDB may; "used": it came back from there
//   data-install  "ready": the browser offers to install; "apple": an iPhone's or iPad's menu does, and
//                 the installed app starts empty; "done": it is installed
// The app answers with `ridealong:update` (take the new version) and `ridealong:install`.
(() => {
  const tell = (what, how) => {
    document.documentElement.dataset[what] = how;
    dispatchEvent(new Event('ridealong:device'));
  };

  // Where the browser lost the first copy of the data and kept the second, the app brings it back.
  try {
    if (!Object.keys(localStorage).some((key) => key.startsWith('ridealong:'))) {
      indexedDB.databases().then((all) => all.some(({ name }) => name === 'ridealong') && tell('secondCopy', 'there'), () => {});
    }
  } catch {
    // A browser that keeps nothing, or does not list what it keeps: it is found when a team is looked for.
  }

  let installing;
  if (matchMedia('(display-mode: standalone)').matches) tell('install', 'done');
  else if ('standalone' in navigator) tell('install', 'apple');
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    installing = event;
    tell('install', 'ready');
  });
  addEventListener('appinstalled', () => tell('install', 'done'));
  addEventListener('ridealong:install', () => installing?.prompt());

  const ask = window.ridealongAsk;
  const workers = navigator.serviceWorker;
  if (!workers) return tell('offline', 'never');

  const HOUR = 3_600_000;
  let wanted = false;
  let was = workers.controller;

  // After the app is there: nobody waits for it.
  addEventListener('TrunkApplicationStarted', () => (window.requestIdleCallback ?? setTimeout)(begin));

  async function begin() {
    try {
      follow(await workers.register('./service-worker.js'));
      await workers.ready;
      tell('offline', 'ready');
    } catch {
      // No connection, or a browser that allows none: the app works as long as it is open.
    }
  }

  function follow(registration) {
    const offer = () => {
      if (registration.waiting && registration.active) tell('update', 'ready');
    };
    const watch = () => registration.installing?.addEventListener('statechange', offer);
    registration.addEventListener('updatefound', watch);
    watch();
    offer();

    workers.addEventListener('controllerchange', () => {
      if (wanted) location.reload();
      // Another window took it: this page goes on as it is until it is asked for here too.
      else if (was) tell('update', 'ready');
      was = workers.controller;
    });
    addEventListener('ridealong:update', () => take(registration));

    // A browser looks for a new version when the app is opened; an installed one can be open for weeks.
    let looked = performance.now();
    const look = () => {
      if (document.hidden || performance.now() - looked < HOUR) return;
      looked = performance.now();
      registration.update().catch(() => {});
    };
    document.addEventListener('visibilitychange', look);
    addEventListener('online', look);

    // Whatever went wrong: should a kept file be damaged, the next start finds it mended.
    addEventListener('error', () => registration.active && ask(registration.active, 'mend'), { once: true });
  }

  async function take(registration) {
    // A field takes what is typed when it is left; the page keeps the rest as it goes.
    document.activeElement?.blur();
    await new Promise((next) => setTimeout(next));
    if (!registration.waiting) return location.reload();
    wanted = true;
    if ((await ask(registration.waiting, 'take over')) === 'elsewhere') {
      wanted = false;
      tell('update', 'elsewhere');
    }
  }
})();
