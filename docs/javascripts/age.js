/* Tells a reader whose clock is long past the day of the build that the figures of this page may be old.

   A copy of the site stays as it was built, on a server that nobody looks after or on a disk; only the reader's clock can know. */
(() => {
  const DAYS = 60;
  const FIGURES = "form.calculator, .fact, .data-table, .record-page, .walk";
  const [place] = course.all("[data-built]");
  const { built = "" } = place?.dataset ?? {};
  const age = Math.floor((Date.now() - Date.parse(built)) / 86_400_000);
  if (!place || !(age > DAYS) || !course.all(FIGURES).length) return;
  course.tell(place, course.words("built-long-ago", { built, days: age.toLocaleString("en") }));
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
