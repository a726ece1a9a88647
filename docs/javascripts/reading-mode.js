/* Reading mode of a lesson: full screen where the browser allows it, else the same page without its frame. */

(() => {
  const root = document.documentElement;
  const part = (name) => document.querySelector(`[data-reading="${name}"]`);
  const [enterButton, leaveButton, bar, status] = ["enter", "leave", "bar", "status"].map(part);
  if (!enterButton) return;

  const reading = () => root.classList.contains("reading");
  const onScreen = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  };

  /* The column changes its width, so the reader's line would slide away: hold the block at the top of the window. */
  function held(change) {
    const blocks = [...document.querySelectorAll(".md-content__inner > *")];
    const block = scrollY > 0 && blocks.find((element) => element.getBoundingClientRect().bottom > 80);
    const before = block?.getBoundingClientRect().top;
    const restore = () => block && scrollBy({ top: block.getBoundingClientRect().top - before, behavior: "instant" });
    change();
    restore();
    /* Going full screen resizes the window a moment later. */
    addEventListener("resize", restore, { once: true });
    setTimeout(() => removeEventListener("resize", restore), 1000);
  }

  function show(on) {
    if (on === reading()) return;
    held(() => {
      root.classList.toggle("reading", on);
      bar.hidden = !on;
    });
    status.textContent = on ? status.dataset.on : status.dataset.off;
    if (on) leaveButton.focus({ preventScroll: true });
    else if (document.activeElement === document.body || bar.contains(document.activeElement)) giveBackFocus();
  }

  /* To the button that was pressed, or, when the reader has read on, to the heading of the section being read. */
  function giveBackFocus() {
    const headings = [...document.querySelectorAll(".md-content__inner :is(h1, h2, h3)")];
    const heading = headings.findLast((element) => element.getBoundingClientRect().top < innerHeight / 2);
    const target = onScreen(enterButton) || !heading ? enterButton : heading;
    if (target === heading) heading.tabIndex = -1;
    target.focus({ preventScroll: true });
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
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !reading() || event.defaultPrevented) return;
    /* The first Escape closes an open explanation, the next one leaves. */
    if (document.querySelector(":popover-open, dialog[open]")) return;
    leave();
  });
  enterButton.hidden = false;
})();
