/* Reads style sheets with the browser's own parser, and asks documents which of their selectors can match. */
({
  /* Every rule as {sheet, context, selectors, block}: nested ones written out, at-rules as the context. */
  rules(sheets) {
    const found = [];
    const walk = (sheet, list, context, parent) => {
      for (const rule of list) {
        if (rule instanceof CSSStyleRule) {
          const own = rule.selectorText;
          const within = own.includes("&")
            ? own.replaceAll("&", `:is(${parent})`)
            : parent
              ? `:is(${parent}) :is(${own})`
              : own;
          if (rule.style.length) found.push({ sheet, context, selectors: within, block: rule.style.cssText });
          walk(sheet, rule.cssRules, context, within);
        } else if (rule instanceof CSSNestedDeclarations) {
          found.push({ sheet, context, selectors: parent, block: rule.style.cssText });
        } else if (rule.cssRules && !(rule instanceof CSSKeyframesRule)) {
          const name = rule.constructor.name.replace(/^CSS|Rule$/g, "").toLowerCase();
          walk(sheet, rule.cssRules, `${context} @${name} ${rule.conditionText ?? ""}`.trim(), parent);
        }
      }
    };
    for (const [sheet, text] of Object.entries(sheets)) {
      const parsed = new CSSStyleSheet();
      parsed.replaceSync(text);
      walk(sheet, parsed.cssRules, "", "");
    }
    return found;
  },

  /* The parts between commas that stand in no brackets. */
  parts(text) {
    const parts = [""];
    let depth = 0;
    for (const sign of text) {
      depth += sign === "(" || sign === "[" ? 1 : sign === ")" || sign === "]" ? -1 : 0;
      if (sign === "," && !depth) parts.push("");
      else parts[parts.length - 1] += sign;
    }
    return parts.map((part) => part.trim());
  },

  /* A selector once for each choice that its :is() leave, for each must be good for something. */
  choices(selector, from = 0) {
    const at = selector.indexOf(":is(", from);
    if (at < 0) return [selector];
    let end = at + 4;
    for (let depth = 1; depth; end += 1) depth += selector[end] === "(" ? 1 : selector[end] === ")" ? -1 : 0;
    const before = selector.slice(0, at + 4);
    const negated = /:(not|has)\([^)]*$/.test(selector.slice(0, at).replace(/\([^()]*\)/g, ""));
    if (negated) return this.choices(selector, end);
    return this.parts(selector.slice(at + 4, end - 1)).flatMap((choice) =>
      this.choices(before + choice + selector.slice(end - 1), at + 4),
    );
  },

  /* As it could match at some time: without pseudo-elements, and with whatever a reader does held for done. */
  sometime(selector) {
    return selector
      .replace(/(^|[\s>+~,(])::[\w-]+/g, "$1*")
      .replace(/::[\w-]+/g, "")
      .replace(
        /(?<!:not\()\[(open|hidden|readonly)\]|:(hover|focus-visible|focus-within|focus|target|checked|disabled)\b/g,
        ":nth-child(n)",
      );
  },

  /* The same where what a reader does is not done. */
  undone(selector) {
    const done = /:not\((?:\[(?:open|hidden|readonly)\]|:(?:hover|focus[\w-]*|target|checked|disabled)|:has\([^()]*:target\))\)/g;
    return this.sometime(selector.replace(done, ":nth-child(n)"));
  },

  /* Documents: the built pages as they are, then with what is done to one of them later. */
  documents(pages, done, replies) {
    const parse = (html) => new DOMParser().parseFromString(html, "text/html");
    const built = Object.fromEntries(Object.entries(pages).map(([name, html]) => [name, parse(html)]));
    const latest = { ...built };
    const later = (name) => {
      const copy = latest[name].cloneNode(true);
      copy.documentElement.classList.replace("no-js", "js");
      return copy;
    };
    const answered = replies.map(([name, html, into]) => {
      const copy = later(name);
      const reply = parse(html);
      if (into) copy.querySelector(into).innerHTML = html;
      for (const slot of reply.querySelectorAll("[data-slot]")) {
        const place = copy.querySelector(`[data-slot="${slot.dataset.slot}"]`);
        if (place && place.tagName !== "SELECT") place.innerHTML = slot.innerHTML;
      }
      latest[name] = copy;
      return copy;
    });
    const acted = done.map(([name, where, attributes, html]) => {
      const copy = later(name);
      const element = copy.querySelector(where);
      if (!element) throw new Error(`${name} has no ${where}`);
      const { class: names = "", ...others } = attributes;
      if (names) element.classList.add(...names.split(" "));
      for (const [key, value] of Object.entries(others)) element.setAttribute(key, value);
      if (html) element.innerHTML = html;
      return copy;
    });
    return [...Object.values(built), ...answered, ...acted];
  },

  /* The selectors, and parts of selectors, that match nothing in any document; some that match are remembered by place. */
  dead(rules, documents) {
    const found = new Map();
    const matches = (selector) => {
      const asked = [this.sometime(selector), this.undone(selector)];
      for (const one of asked)
        if (!found.has(one))
          found.set(
            one,
            documents.some((document) => document.querySelector(one)),
          );
      return asked.some((one) => found.get(one));
    };
    return rules.flatMap(({ sheet, selectors }) =>
      this.parts(selectors)
        .flatMap((part) => this.choices(part))
        .filter((part) => !matches(part))
        .map((part) => `${sheet}: ${part}`),
    );
  },
});
