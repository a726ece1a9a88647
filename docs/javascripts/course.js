/* What the scripts of the pages do alike: find, make, fill, copy, read, keep, wait. */

const course = (() => {
  const { site } = courseTrusted;

  /** @template T @param {unknown} found @param {Kind<T>} [kind] @returns {found is T} */
  const isKind = (found, kind) => found instanceof (kind ?? HTMLElement);

  /** @type {Find["all"]} */
  const all = (selector, within, kind) =>
    [...(within ?? document).querySelectorAll(selector)].filter((found) => isKind(found, kind));

  /** @type {Find["one"]} */
  const one = (selector, within, kind) => {
    const [found] = all(selector, within, kind);
    if (found) return found;
    throw new Error(`This page has no ${selector}.`);
  };

  /* What in a form has a name, and so an answer. */
  const controls = (/** @type {HTMLFormElement} */ form) =>
    /** @type {Control[]} */ ([...form.elements]).filter(({ name }) => name);

  /** @type {Find["made"]} */
  const made = (tag, about = {}, ...parts) => {
    const element = document.createElement(tag);
    element.append(...parts);
    return Object.assign(element, about);
  };

  /** @type {Find["closest"]} */
  const closest = ({ target }, tag, more = "") => (target instanceof Element ? target.closest(tag + more) : null);

  /* Act on a button within a place, by what it carries as data. */
  function pressed(/** @type {HTMLElement} */ place, /** @type {(data: DOMStringMap) => void} */ act) {
    place.addEventListener("click", (event) => {
      const button = closest(event, "button");
      if (button) act(button.dataset);
    });
  }

  /* The first signs that a reader wants to reckon. */
  function intended(/** @type {HTMLElement} */ place, /** @type {() => void} */ act) {
    for (const type of ["pointerover", "focusin", "touchstart"]) {
      place.addEventListener(type, act, { passive: true, once: true });
    }
  }

  /* One timer of a name at a time. */
  class Timers {
    /** @type {Map<string, number>} */
    #running = new Map();

    after(/** @type {string} */ name, /** @type {number} */ wait, /** @type {() => void} */ act) {
      this.stop(name);
      this.#running.set(name, setTimeout(act, wait));
    }

    stop(/** @type {string} */ name) {
      clearTimeout(this.#running.get(name));
      this.#running.delete(name);
    }

    /* Whether it was set and not stopped since. */
    has(/** @type {string} */ name) {
      return this.#running.has(name);
    }
  }

  /* Python knows places in the site, and not where the site stands. */
  function link(/** @type {ParentNode} */ place) {
    for (const anchor of all("a[data-site]", place, HTMLAnchorElement)) {
      anchor.href = new URL(anchor.dataset.site ?? "", site).href;
    }
  }

  /* The places that Python fills, by name. */
  class Slots {
    constructor(/** @type {HTMLElement} */ within) {
      /** @type {Map<string, {place: HTMLElement, html: string, first: Node[]}>} */
      this.places = new Map();
      for (const place of all("[data-slot]", within)) {
        // The built page has the addresses of links within the site; what Python says has their places in the site.
        const html = place.innerHTML.replaceAll(/ href="[^"]*"(?= data-site=)/g, "");
        this.places.set(place.dataset.slot ?? "", { place, html, first: [...place.cloneNode(true).childNodes] });
      }
    }

    /* Fill the place of what Python says, unless that stands there already; what is unfolded stays so. */
    put(/** @type {HTMLElement} */ part) {
      const slot = this.places.get(part.dataset.slot ?? "");
      if (!slot || slot.html === part.innerHTML) return null;
      const key = (/** @type {HTMLElement} */ folded) => folded.dataset.of ?? one("summary", folded).textContent;
      const opened = all("details[open]", slot.place).map(key);
      slot.html = part.innerHTML;
      slot.place.replaceChildren(...part.childNodes);
      link(slot.place);
      for (const folded of all("details", slot.place, HTMLDetailsElement))
        if (opened.includes(key(folded))) folded.open = true;
      return slot.place;
    }

    /* As it was in the built page. */
    reset(/** @type {string} */ name) {
      const slot = this.places.get(name);
      slot?.place.replaceChildren(...slot.first.map((node) => node.cloneNode(true)));
      if (slot) slot.html = slot.place.innerHTML;
    }
  }

  /* What stands behind the "#" of the address: a place in the page, and answers for it. */
  function asked() {
    const [id = "", query = ""] = location.hash.slice(1).split(/\?(.*)/s);
    return { id, query };
  }

  /* Put something behind the "#", without a step to go back. */
  const address = (hash = "") => history.replaceState(history.state, "", location.pathname + location.search + hash);

  /* Copy a text, or have it copied: plain http has no clipboard, and a browser may refuse it. */
  async function copy(/** @type {string} */ text, /** @type {Copying} */ { what, done, say, field }) {
    try {
      await navigator.clipboard.writeText(text);
      say(done);
    } catch {
      say(`Copy the selected ${what} with Ctrl+C, on a Mac with Cmd+C.`);
      field().select();
    }
  }

  /* A field to copy from, beside the words that say so. */
  function copied(/** @type {HTMLElement} */ place, /** @type {string} */ value, /** @type {string} */ ariaLabel) {
    const field = made("input", { readOnly: true, value, ariaLabel });
    place.append(field);
    return field;
  }

  /** What a file says, or why it says nothing: it is not `done`. @returns {Promise<{text: string} | {problem: string}>} */
  async function read(/** @type {File} */ file, /** @type {number} */ most, /** @type {string} */ done) {
    if (file.size > most) {
      const [size, allowed] = [file.size, most].map((bytes) => bytes.toLocaleString("en"));
      return { problem: `${file.name} has ${size} bytes; allowed: up to ${allowed}. It was not ${done}.` };
    }
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) };
    } catch {
      return { problem: `${file.name} is not a text in UTF-8. It was not ${done}.` };
    }
  }

  /* Take files that a reader chooses, or drops anywhere on a place. */
  function given(/** @type {HTMLElement} */ place, /** @type {(files: File[]) => Promise<void>} */ take) {
    const input = one("[type=file]", place, HTMLInputElement);
    input.addEventListener("change", async () => {
      await take([...(input.files ?? [])]);
      input.value = "";
    });
    place.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
    place.addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      take([...event.dataTransfer.files]);
    });
  }

  /** For who keeps them: what is answered in the form of a calculator, once its script is there.
   * @type {WeakMap<HTMLFormElement, () => string>} */
  const answers = new WeakMap();

  /** @returns {value is Record<string, unknown>} */
  const isMap = (/** @type {unknown} */ value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /* What this browser keeps for the site under a name; some keep nothing, or not this much. */
  class Store {
    constructor(/** @type {string} */ name) {
      this.key = `${name} ${site.pathname}`;
    }

    read() {
      try {
        return localStorage.getItem(this.key);
      } catch {
        return null;
      }
    }

    /* Whether it is kept; null takes it away. */
    write(/** @type {string | null} */ text) {
      try {
        if (text === null) localStorage.removeItem(this.key);
        else localStorage.setItem(this.key, text);
        return true;
      } catch {
        return false;
      }
    }

    /* Hear what other tabs keep. */
    hear(/** @type {(text: string | null) => void} */ act) {
      addEventListener("storage", ({ key, newValue }) => {
        if (key === this.key || key === null) act(newValue);
      });
    }

    /* What a text holds; nothing where it is not ours: another site on this host may have written it, or it was cut off. */
    static parsed(/** @type {string | null} */ text) {
      try {
        const found = JSON.parse(text ?? "");
        return isMap(found) ? found : {};
      } catch {
        return {};
      }
    }
  }

  // Enter presses buttons of ours. Nothing is ever sent: a frame may forbid that, and no server shall see it.
  document.querySelector("main")?.addEventListener("submit", (event) => event.preventDefault());

  const elements = { one, all, controls, made, closest, pressed, intended, link };
  return { ...elements, site, asked, address, copy, copied, read, given, answers, isMap, Timers, Slots, Store };
})();
