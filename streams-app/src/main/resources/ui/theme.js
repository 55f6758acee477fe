// Runs before the first paint, so that the page never shows the other theme first.
(function () {
  try {
    const theme = localStorage.getItem('tocsin.theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Storage is blocked: the theme of the system applies.
  }
})();
