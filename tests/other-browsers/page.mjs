// A page as people find it: by the names of what they touch and the words that they read.
import { By, Key } from 'selenium-webdriver';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How long anything may take on a busy machine; nothing here is a measure of speed. */
const PATIENCE = 20_000;
const PAUSE = 100;

const KINDS = {
  button: 'button, summary',
  link: 'a[href]',
  field: 'input:not([type=range]), select, textarea',
  heading: 'h1, h2, h3',
};

/** Runs in the page: the first thing of a kind with that name, or whose name begins so. */
function named(selector, name, beginsSo) {
  const tidy = (text) => text.replace(/\s+/g, ' ').trim();
  const nameOf = (each) =>
    tidy(each.getAttribute('aria-label') || [...(each.labels ?? [])].map((label) => label.textContent).join(' ') || each.textContent);
  const fits = (each) => (beginsSo ? nameOf(each).startsWith(name) : nameOf(each) === name);
  return [...document.querySelectorAll(selector)].find((each) => each.checkVisibility() && fits(each)) ?? null;
}

const fitting = (words) => (words instanceof RegExp ? (text) => words.test(text) : (text) => text.includes(words));

export class Page {
  isKilled = false;

  constructor(connection, downloads) {
    this.connection = connection;
    this.downloads = downloads;
  }

  /** Runs a function in the page, with what JSON can carry, and gives what it promises. */
  async run(act, ...given) {
    const { value, failed } = await this.connection.executeAsyncScript(
      `const [given, done] = arguments;
      (async () => (${act})(...given))().then((value) => done({ value }), (error) => done({ failed: String(error) }));`,
      given,
    );
    if (failed !== undefined) throw new Error(failed);
    return value;
  }

  /** Waits until a question is answered with something true, and gives the answer. */
  async until(ask, what) {
    let last;
    const answer = async () => {
      try {
        return await ask();
      } catch (error) {
        // A page that is being loaded has nothing to ask; a browser that was killed never will.
        if (this.isKilled) throw error;
        last = error;
        return false;
      }
    };
    return this.connection.wait(answer, PATIENCE, undefined, PAUSE).catch(async (error) => {
      const text = await this.text().catch(() => 'nothing that can be read');
      throw new Error(`Waited for ${what}${last ? ` (${last.name}: ${last.message})` : ''}. On the page: ${text.slice(0, 1_500)}`, { cause: error });
    });
  }

  open(address) {
    return this.connection.get(address);
  }

  /** Loads the page again as people do: WebDriver's own reload goes past the service worker in Firefox. */
  async reload() {
    await this.run(() => {
      window.isOld = true;
      setTimeout(() => location.reload());
    });
    await this.until(() => this.run(() => !window.isOld && document.readyState === 'complete'), 'the page to be loaded again');
  }

  address() {
    return this.connection.getCurrentUrl();
  }

  /** All that can be read. */
  text() {
    return this.run(() => document.body.innerText);
  }

  /** Waits until it says so. */
  says(words) {
    return this.until(async () => fitting(words)(await this.text()), `the words ${words}`);
  }

  /** Waits until it says so no more. */
  saysNoMore(words) {
    return this.until(async () => !fitting(words)(await this.text()), `the words ${words} to go`);
  }

  /** Waits until the page of this question is there. */
  asks(question) {
    const heading = () => [...document.querySelectorAll('h1')].find((each) => each.checkVisibility())?.textContent;
    return this.until(async () => (await this.run(heading)) === question, `the heading ${question}`);
  }

  #find(kind, name, { beginsSo = false } = {}) {
    return this.until(() => this.connection.executeScript(named, KINDS[kind], name, beginsSo), `the ${kind} "${name}"`);
  }

  /** Waits until it is there. */
  async sees(kind, name, how) {
    await this.#find(kind, name, how);
  }

  async press(kind, name, how) {
    // What the page draws anew in that moment is found again.
    await this.until(async () => {
      const control = await this.#find(kind, name, how);
      // WebKit's driver does not always scroll all of it into view by itself.
      await this.connection.executeScript("arguments[0].scrollIntoView({ block: 'center' })", control);
      await control.click();
      return true;
    }, `the ${kind} "${name}" to be pressed`);
  }

  async value(name) {
    return (await this.#find('field', name)).getProperty('value');
  }

  /** Waits until a field holds that. */
  holds(name, value) {
    return this.until(async () => fitting(value)(await this.value(name)), `"${value}" in the field "${name}"`);
  }

  /** Types in the place of what stood in a field; `leave` with Tab, as people do. */
  async type(name, text, { leave = true } = {}) {
    const field = await this.#find('field', name);
    await field.click();
    // A number is written plainly once its field has the focus.
    await this.run(() => new Promise((next) => { setTimeout(next); }).then(() => document.activeElement.select()));
    await field.sendKeys(text);
    if (leave) await field.sendKeys(Key.TAB);
  }

  async choose(name, value) {
    const list = await this.#find('field', name);
    await list.findElement(By.css(`option[value="${value}"]`)).click();
  }

  /** Gives a file to the button that asks for one. */
  async bring(name, path) {
    await (await this.#find('field', name)).sendKeys(path);
  }

  /** The file that an act leaves among the downloads. */
  async downloaded(act) {
    for (const each of readdirSync(this.downloads)) rmSync(join(this.downloads, each));
    await act();
    const name = await this.until(async () => {
      const names = readdirSync(this.downloads);
      const going = names.some((each) => /\.(part|wkdownload)$/.test(each));
      return !going && names.find((each) => statSync(join(this.downloads, each)).size > 0);
    }, 'a download');
    return { name, text: readFileSync(join(this.downloads, name), 'utf8') };
  }

  /** Opens another tab of the same browser, and goes on there; `back` returns to this one. */
  async anotherTab(address) {
    const here = await this.connection.getWindowHandle();
    await this.connection.switchTo().newWindow('tab');
    await this.open(address);
    const there = await this.connection.getWindowHandle();
    return {
      back: () => this.connection.switchTo().window(here),
      there: () => this.connection.switchTo().window(there),
    };
  }

  /** Leaves one tab with an empty page. */
  async clear() {
    const [first, ...others] = await this.connection.getAllWindowHandles();
    for (const other of others) {
      await this.connection.switchTo().window(other);
      await this.connection.close();
    }
    await this.connection.switchTo().window(first);
    await this.open('about:blank');
  }
}
