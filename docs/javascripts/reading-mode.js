/* Reading mode of a lesson: full screen where the browser allows it, else the same page without its frame. */
(() => {
  const root = document.documentElement;
  const [enterButton, leaveButton, hint, status] = ["enter", "leave", "hint", "status"].map(
    (name) => course.all(`[data-reading="${name}"]`)[0],
  );
  if (!enterButton) return;

  const reading = () => root.classList.contains("reading");
  const top = (/** @type {Element} */ element) => element.getBoundingClientRect().top;
  const bottom = (/** @type {Element} */ element) => element.getBoundingClientRect().bottom;

  /* The column changes its width, so the reader's line would slide away: hold the block at the top of the window. */
  function held(/** @type {() => void} */ change) {
    const blocks = scrollY > 0 ? course.all(".md-content__inner > *") : [];
    const block = blocks.find((element) => bottom(element) > 80);
    const before = block ? top(block) : 0;
    const restore = () => block && scrollBy({ top: top(block) - before, behavior: "instant" });
    change();
    restore();
    /* Going full screen resizes the window a moment later. */
    addEventListener("resize", restore, { once: true });
    setTimeout(() => removeEventListener("resize", restore), 1000);
  }

  function show(/** @type {boolean} */ on) {
    if (on === reading()) return;
    held(() => {
      root.classList.toggle("reading", on);
      leaveButton.hidden = hint.hidden = !on;
      dispatchEvent(new Event("readingmode")); // the bar is there at the top of the lesson too
    });
    const { on: leaves, key, off } = status.dataset;
    status.textContent = (on ? (matchMedia("(any-pointer: fine)").matches ? key : leaves) : off) ?? "";
    if (on) leaveButton.focus({ preventScroll: true });
    else if ([document.body, leaveButton].includes(/** @type {HTMLElement} */ (document.activeElement)))
      giveBackFocus();
  }

  /* To the button that was pressed, or, when the reader has read on, to the heading of the section being read. */
  function giveBackFocus() {
    const headings = course.all(".md-content__inner :is(h1, h2, h3)").filter((one) => one.checkVisibility());
    const heading = headings.findLast((element) => top(element) < innerHeight / 2);
    const pressed = top(enterButton) >= 0 && bottom(enterButton) <= innerHeight;
    if (heading && !pressed) heading.tabIndex = -1;
    (pressed || !heading ? enterButton : heading).focus({ preventScroll: true });
  }

  async function enter() {
    try {
      await root.requestFullscreen({ navigationUI: "hide" });
    } catch {
      /* Missing (phones) or refused (frames): the focus mode does without. */
    }
    show(true);
  }

  function leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    else show(false);
  }

  enterButton.addEventListener("click", enter);
  leaveButton.addEventListener("click", leave);
  document.addEventListener("fullscreenchange", () => document.fullscreenElement || show(false));
  addEventListener("keydown", ({ key, defaultPrevented }) => {
    /* The first Escape closes an open explanation, the next one leaves. */
    const open = document.querySelector(":popover-open, dialog[open]");
    if (key === "Escape" && reading() && !defaultPrevented && !open) leave();
  });
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
