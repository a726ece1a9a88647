/* The bar of a lesson: which section is being read, the minutes left; the place is kept for the next visit, as an offer. */
(() => {
  const [bar] = course.all("[data-bar]");
  if (!bar) return;
  const { one, all } = course;
  const KEPT_AFTER = 1_000; // ms without scrolling, after which a place is worth keeping
  const store = new CourseStore("places");
  const page = location.pathname.slice(course.site.pathname.length);
  const timers = new CourseTimers();
  const contents = one("#lesson-contents");
  const links = all("a", contents, HTMLAnchorElement);
  const [section, left, offer] = [one("[data-bar-section]", bar), one("[data-bar-left]", bar), one("[data-return]")];
  const minutes = Number(bar.dataset.minutes);
  const root = document.documentElement;
  const beside = matchMedia("(min-width: 60em)"); // where the header stays in sight, so does the bar under it
  const top = (/** @type {Element} */ element) => element.getBoundingClientRect().top + scrollY;
  const heading = (/** @type {HTMLAnchorElement} */ link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1)));

  /* What belongs to the reading ends with the text; the list of terms after it is to be looked up. */
  const last = document.getElementById("terms") ?? one(".md-footer");

  function tell() {
    const line = scrollY + bar.offsetHeight + innerHeight / 4;
    const [article] = all(".lesson");
    const whole = top(last) - top(article);
    const far = Math.min(Math.max((scrollY + innerHeight / 2 - top(article)) / whole, 0), 1);
    const at = links.findLast((link) => top(heading(link) ?? root) <= line);
    for (const link of links) {
      if (link === at) link.ariaCurrent = "location";
      else link.removeAttribute("aria-current");
    }
    section.textContent = at?.textContent ?? one("h1").firstChild?.textContent ?? "";
    const rest = Math.ceil(minutes * (1 - far));
    left.textContent = course.words(rest > 0 ? "minutes-left" : "read-to-end", { minutes: rest });
    one("[data-bar-far]", bar, HTMLProgressElement).value = 100 * far;
    bar.hidden = !root.classList.contains("reading") && !at && !beside.matches;
    if (at) offer.hidden = true;
    timers.after("keep", KEPT_AFTER, () => keep(at, far));
  }

  const places = () => CourseStore.parsed(store.read());

  /* A lesson that is read, or hardly begun, has no place to go back to. */
  function keep(/** @type {HTMLAnchorElement | undefined} */ at, /** @type {number} */ far) {
    const kept = places();
    if (!offer.hidden || (!at && kept[page])) return;
    if (at && far < 1) kept[page] = at.hash;
    else delete kept[page];
    store.write(Object.keys(kept).length ? JSON.stringify(kept) : null);
  }

  function offered() {
    const kept = places()[page];
    const link = links.find(({ hash }) => hash === kept);
    if (!link || location.hash || scrollY > 0) return;
    const to = one("[data-return-to]", offer, HTMLAnchorElement);
    to.hash = link.hash;
    to.textContent = course.words("continue-at", { section: link.textContent });
    offer.hidden = false;
  }

  let asked = 0;
  function soon() {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(tell);
  }

  course.pressed(offer, () => {
    offer.hidden = true;
  });
  one("[data-return-to]", offer).addEventListener("click", () => {
    offer.hidden = true;
  });
  contents.addEventListener("click", (event) => course.closest(event, "a") && contents.hidePopover());
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  addEventListener("readingmode", soon);
  offered();
  soon();
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
