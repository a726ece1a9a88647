/* The checks of a lesson: tells at once whether an answer is right, counts the first one, lists what was missed.

   Without this script each check is a plain form with its explanations. What is right stands in the page, as numbers with
   their bounds too; this script compares and knows no answer. */
(() => {
  const { all, one, words } = course;
  const forms = all("form[data-check]", document, HTMLFormElement);

  /** The number that a reader typed, in either way of writing decimals; null where it is none. */
  function number(/** @type {string} */ typed) {
    if (/[\p{No}\p{Nl}]/u.test(typed)) return null; // as a plain digit the “²” of “2²” would make it 22
    const text = typed.normalize("NFKC").replace(/[\s'’_]|usd|[$%]/gi, "");
    const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text.replace(",", ".");
    return /^-?(\d+\.?\d*|\.\d+)$/.test(grouped) ? Number(grouped) : null;
  }

  function checked(/** @type {HTMLFormElement} */ form) {
    const { check: key = "", lesson = "", kind = "" } = form.dataset;
    const status = one(".check__status", form);
    const again = one('[data-check-do="again"]', form);
    const answer = one(".check__answer", form, HTMLDetailsElement);
    const choices = all(".check__choice", form);
    const inputs = all("input", form, HTMLInputElement);
    const selects = all("select", form, HTMLSelectElement);
    let pointed = false; // a press with mouse or finger is an answer; moving through a group with the arrow keys is none

    function say(/** @type {string} */ text, aside = "") {
      status.replaceChildren(text, aside && course.made("span", { className: "check__spoken" }, ` ${aside}`));
    }

    function show(/** @type {HTMLElement} */ choice, /** @type {boolean} */ right) {
      const why = one(".check__why", choice);
      choice.dataset.shown = right ? "right" : "wrong";
      why.hidden = false;
      return why.textContent;
    }

    function hide(/** @type {HTMLElement} */ choice) {
      delete choice.dataset.shown;
      if (kind === "order") one(".check__why", choice).hidden = true;
    }

    function told(/** @type {boolean} */ right, text = words(right ? "check-right" : "check-wrong"), aside = "") {
      if (!courseProgress.result(lesson, key)) courseProgress.note(lesson, key, right ? "right" : "wrong");
      form.dataset.state = right ? "right" : "wrong";
      again.hidden = false;
      say(text, aside);
    }

    /** @type {Record<string, () => void>} */
    const kinds = {
      single() {
        const chosen = inputs.find((input) => input.checked);
        if (!chosen) return say(words("check-choose"));
        choices.forEach(hide);
        const right = chosen.dataset.right === "yes";
        // The explanation begins with a word for right or wrong of its own.
        told(right, undefined, show(/** @type {HTMLElement} */ (chosen.parentElement), right));
      },
      multiple() {
        const ticked = inputs.filter((input) => input.checked);
        if (!ticked.length) return say(words("check-choose-some"));
        choices.forEach(hide);
        const reasons = ticked.map((input) =>
          show(/** @type {HTMLElement} */ (input.parentElement), input.dataset.right === "yes"),
        );
        const meant = inputs.filter((input) => input.dataset.right === "yes");
        const found = ticked.filter((input) => meant.includes(input)).length;
        const right = found === meant.length && found === ticked.length;
        told(right, right ? undefined : words("check-found", { found, count: meant.length }), reasons.join(" "));
      },
      number() {
        const [input] = inputs;
        const typed = number(input.value);
        input.toggleAttribute("aria-invalid", typed === null);
        if (typed === null) return say(words("check-number"));
        told(typed >= Number(input.dataset.least) && typed <= Number(input.dataset.most));
        answer.open = true;
      },
      order() {
        const count = selects.length;
        const taken = new Set(selects.map((select) => select.value).filter(Boolean));
        if (taken.size < count) return say(words("check-order", { count }));
        const wrong = selects.filter((select) => select.value !== select.dataset.right);
        for (const select of selects) select.ariaInvalid = String(wrong.includes(select));
        // Reasons tell the order: they come once it stands, or with the answer.
        for (const choice of choices) {
          if (wrong.length) hide(choice);
          else show(choice, true);
        }
        const places = wrong.map((select) => Number(select.value)).sort((first, second) => first - second);
        const found = count - wrong.length;
        const misplaced = words("check-misplaced", { found, count, places: places.join(", ") });
        told(!wrong.length, wrong.length ? misplaced : undefined);
      },
      open: () => undefined,
    };

    /* As it was built, and not answered. */
    function clear() {
      form.reset();
      delete form.dataset.state;
      choices.forEach(hide);
      for (const select of selects) select.ariaInvalid = null;
      answer.open = false;
      again.hidden = true;
      say("");
    }

    function earlier() {
      const result = courseProgress.result(lesson, key);
      if (!result && form.dataset.state) clear();
      if (!result || form.dataset.state) return;
      form.dataset.state = result;
      again.hidden = false;
      say(words(`check-earlier-${result}`));
    }

    form.dataset.live = "";
    for (const part of all("[data-scripted]", form)) part.hidden = false;
    form.addEventListener("pointerdown", () => {
      pointed = true;
    });
    form.addEventListener("keydown", () => {
      pointed = false;
    });
    form.addEventListener("change", ({ target }) => {
      if (kind === "single" && pointed) kinds.single();
      if (target instanceof HTMLSelectElement) target.ariaInvalid = null;
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      kinds[kind]();
    });
    course.pressed(form, ({ checkDo: act }) => {
      if (act === "right" || act === "wrong") told(act === "right");
      if (act !== "again") return;
      courseProgress.note(lesson, key, null);
      say(words("checks-cleared"));
      focus();
    });
    addEventListener("progresschange", earlier);

    function focus() {
      const [first] = [...inputs, ...selects];
      (first ?? one("summary", form)).focus();
    }

    earlier();
    return { form, lesson, key, focus };
  }

  const checks = forms.map(checked);

  /* What was missed, at the end of the page. */
  for (const misses of all("[data-misses]")) {
    const list = one("ol", misses);
    const missed = () => checks.filter(({ lesson, key }) => courseProgress.result(lesson, key) === "wrong");
    const tell = () => {
      const items = missed().map(({ form }) => {
        const question = one(".check__question", form).textContent.trim();
        return course.made("li", {}, course.made("a", { href: `#${form.id}` }, question));
      });
      list.replaceChildren(...items);
      misses.hidden = !items.length;
    };
    course.pressed(misses, () => {
      const again = missed();
      for (const { lesson, key } of again) courseProgress.note(lesson, key, null);
      again[0]?.focus();
    });
    addEventListener("progresschange", tell);
    tell();
  }

  /* The mark at the foot of a lesson. */
  for (const mark of all("[data-done]", document, HTMLButtonElement)) {
    const lesson = mark.dataset.done ?? "";
    const tell = () => {
      const done = Boolean(courseProgress.kept.done[lesson]);
      mark.ariaPressed = String(done);
      mark.textContent = words(done ? "lesson-unmark" : "lesson-mark");
    };
    mark.addEventListener("click", () =>
      courseProgress.change(({ done }) => {
        if (done[lesson]) delete done[lesson];
        else done[lesson] = true;
      }),
    );
    mark.hidden = false;
    addEventListener("progresschange", tell);
    tell();
  }
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
