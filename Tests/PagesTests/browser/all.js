/** Every file of tests, relative to this one. */
export const files = [
    'realtime/config.test.js',
];
