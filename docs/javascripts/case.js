/* What a reader's decision record is made of, kept in this browser and nowhere else: the words typed on its page, the
   answers given to each calculator as a query string, scenarios. All of it is text; what it means only Python knows.

   `courseCase.change(edit)` is the one way to alter it: `edit` gets the newest that any tab has kept, so that no tab undoes
   what another did. Whoever needs to know of a change listens for "casechange"; it also comes from other tabs. */
(() => {
  const KEY = `decision record ${globalThis.courseOwn.site.pathname}`;
  const HEAD = { format: "decision-record", version: 1 };
  const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isText = (value) => typeof value === "string";
  const only = (map, fits) =>
    Object.fromEntries(Object.entries(isMap(map) ? map : {}).filter(([, value]) => fits(value)));
  const isNamed = (one) => isMap(one) && isText(one.name);
  const isList = (value) => Array.isArray(value) && value.every(isNamed);

  /* What a text holds, reduced to what has the right shape; nothing where it is not ours. */
  function shaped(text) {
    let found = null;
    try {
      found = JSON.parse(text);
    } catch {
      // Not ours: another site on this host may have written it, or it was cut off.
    }
    if (!isMap(found) || found.format !== HEAD.format || !(found.version >= HEAD.version)) found = HEAD;
    return {
      ...only(found, isText),
      ...HEAD,
      newer: found.version > HEAD.version,
      calculators: only(found.calculators, isText),
      scenarios: only(found.scenarios, isList),
      variants: isList(found.variants) ? found.variants : [],
    };
  }

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  const written = ({ newer: _, ...kept }) => JSON.stringify(kept);
  const NOTHING = written(shaped(""));
  const isEmpty = (record) => written(record) === NOTHING;

  let kept = shaped("");
  let newer = false; // a later edition of the course wrote what is kept: not to be written over
  let keeps = true;
  let alone = false; // this page holds what could not be kept, and another tab has kept something else since

  function take(text) {
    const found = shaped(text);
    newer = found.newer;
    keeps = !newer;
    if (!newer) kept = found;
  }

  function keep() {
    keeps = false;
    if (newer || alone) return;
    try {
      if (isEmpty(kept)) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, written(kept));
      keeps = true;
    } catch {
      // Blocked or full: what is kept lasts as long as the page.
    }
  }

  const changed = () => dispatchEvent(new Event("casechange"));

  function replace(text) {
    kept = shaped(text);
    keep();
    changed();
  }

  addEventListener("storage", ({ key, newValue }) => {
    if (key !== KEY && key !== null) return;
    alone ||= !keeps && !isEmpty(kept);
    if (!alone) take(newValue);
    changed();
  });

  // A page that comes back from the browser's back-forward store has heard nothing meanwhile.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || !keeps) return;
    take(stored());
    changed();
  });

  globalThis.courseCase = {
    get kept() {
      return kept;
    },
    get text() {
      return written(kept);
    },
    get empty() {
      return isEmpty(kept);
    },
    /* Whether what was last kept outlives this page. */
    get keeps() {
      return keeps;
    },
    get newer() {
      return newer;
    },
    change(edit) {
      if (keeps) kept = shaped(stored());
      edit(kept);
      keep();
      changed();
    },
    replace,
    forget() {
      newer = alone = false;
      try {
        localStorage.removeItem(KEY);
      } catch {
        // Blocked: then nothing is kept there.
      }
      replace("");
    },
  };
  take(stored());
  keep(); // tells at once whether this browser keeps anything
})();
