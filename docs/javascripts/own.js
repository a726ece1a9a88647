/* A reader's own figures, kept in this browser and nowhere else.

   `texts` are the tables as typed, by name; `used` is null or what the calculators answer with: {words, tables}, the rows
   that Python has checked. Whoever needs to know of a change listens for "ownfigures"; it also comes from other tabs. */
(() => {
  const SITE = new URL("..", document.currentScript.src);
  const KEY = `own figures ${SITE.pathname}`;
  const changed = () => dispatchEvent(new Event("ownfigures"));
  const isMap = (value) =>
    typeof value === "object" && value && Object.values(value).every((one) => typeof one === "string");

  /* What is kept; nothing where the browser keeps nothing, or what it kept is not ours. */
  function read(kept) {
    let found;
    try {
      found = JSON.parse(kept());
    } catch {
      found = null;
    }
    const { texts, used } = found ?? {};
    return {
      texts: isMap(texts) ? texts : {},
      used: isMap(used?.tables) ? { ...used, words: String(used.words) } : null,
    };
  }

  let { texts, used } = read(() => localStorage.getItem(KEY));
  let keeps = true;

  function keep() {
    try {
      if (used || Object.keys(texts).length) localStorage.setItem(KEY, JSON.stringify({ texts, used }));
      else localStorage.removeItem(KEY);
      keeps = true;
    } catch {
      keeps = false;
    }
  }

  addEventListener("storage", ({ key, newValue }) => {
    if (key !== KEY && key !== null) return;
    const before = JSON.stringify(used);
    ({ texts, used } = read(() => newValue));
    if (JSON.stringify(used) !== before) changed();
  });

  globalThis.courseOwn = {
    site: SITE,
    get texts() {
      return texts;
    },
    get used() {
      return used;
    },
    /* Whether what was last given outlives this page. */
    get keeps() {
      return keeps;
    },
    draft(typed) {
      texts = typed;
      keep();
    },
    use(tables, words) {
      used = tables && { tables, words };
      keep();
      changed();
    },
  };
})();
