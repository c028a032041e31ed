// The calculators as people find them: by the names of what they touch.

export const CALCULATORS = [
  { route: '#/calculate/coverage', tab: 'Coverage', question: 'How much pipeline is enough?' },
  { route: '#/calculate/win-rate', tab: 'Win rate', question: 'How sure is this win rate?' },
  { route: '#/calculate/activity-numbers', tab: 'Activity numbers', question: 'What does a week have to hold?' },
];

/** Opens a calculator by its tab's name, as somebody does who follows a link. */
export async function open(page, tab = 'Coverage') {
  const { route, question } = CALCULATORS.find((calculator) => calculator.tab === tab);
  await page.goto(route);
  await page.getByRole('heading', { level: 1, name: question }).waitFor();
}

/** The text field of a number. */
export const field = (page, name) => page.getByRole('textbox', { name, exact: true });

/** The slider of a number. */
export const slider = (page, name) => page.getByRole('slider', { name: `${name}, slider`, exact: true });

/** Types into fields and leaves each: `type(page, { 'Left to quota': '1.2m' })`. */
export async function type(page, texts) {
  for (const [name, text] of Object.entries(texts)) {
    await field(page, name).fill(text);
    await field(page, name).blur();
  }
}

/** The large number: the button that opens its card. */
export const headline = (page) => page.getByRole('button', { name: /, how it is worked out$/ });

/** One of the three figures below it, by the start of its name. */
export const figure = (page, label) => page.getByRole('button', { name: new RegExp(`^${label}`) });

/** The exact value that a figure carries. */
export async function exactValue(figure) {
  return Number(await figure.locator('data').getAttribute('value'));
}

/** The answer as it stands on the page: the number and its sentence, or why there is none. */
export const answer = (page) => page.getByRole('status').and(page.locator('[aria-live="off"]'));

/** The live region that says the answer aloud. */
export const aloud = (page) => page.getByRole('status', { name: 'Answer', exact: true });

/** The picture of a calculator. */
export const picture = (page) => page.getByRole('img', { name: /\.$/ });

/** Chooses where the win rate comes from. */
export const chooseRateFrom = (page, words) => page.getByRole('radio', { name: words, exact: true }).check({ force: true });

/** Everything that can be read on the page. */
export const allText = (page) => page.locator('body').innerText();
