// The states that `make shots` photographs. A state is
//   name     the start of its files' names
//   route    the hash route that it opens
//   setup    optional: async (page) => brings the page into the state
//   fullPage optional: false photographs the first screen only

export const states = [
  { name: 'calculate-coverage', route: '#/calculate/coverage' },
  { name: 'calculate-win-rate', route: '#/calculate/win-rate' },
  { name: 'calculate-activity-numbers', route: '#/calculate/activity-numbers' },
];
