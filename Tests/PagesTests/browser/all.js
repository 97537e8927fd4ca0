// Tests that run in a browser.
