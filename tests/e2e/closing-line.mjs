// Ends the run with one plain line of counts.

/** @implements {import('@playwright/test/reporter').Reporter} */
export default class ClosingLine {
  onBegin(_config, suite) {
    this.suite = suite;
  }

  onExit() {
    const tests = this.suite?.allTests() ?? [];
    const outcomes = tests.map((test) => test.outcome());
    const passed = outcomes.filter((outcome) => outcome === 'expected' || outcome === 'flaky').length;
    const skipped = outcomes.filter((outcome) => outcome === 'skipped').length;
    const failed = outcomes.length - passed - skipped;
    const counts = `${passed} passed, ${failed} failed`;
    console.log(skipped > 0 ? `${counts}, ${skipped} skipped` : counts);
    for (const test of tests.filter((test) => test.outcome() === 'flaky')) {
      console.log(`Passed only when tried again: ${test.titlePath().filter(Boolean).join(' › ')}`);
    }
  }
}
