/* The one search box: "/" or Ctrl-K from anywhere, arrows, Enter. Names are found by the server, without diacritics. */
(function () {
  "use strict";
  const KIND_ORDER = ["indicator", "province", "region", "ministry", "agency", "commune", "target"];

  function build(place) {
    const words = place.dataset;
    const kinds = words.kinds.split("|");
    const input = document.createElement("input");
    Object.assign(input, { type: "search", className: "tc-search__input", placeholder: words.placeholder, autocomplete: "off", spellcheck: false });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "tc-search-list", "aria-autocomplete": "list", "aria-label": words.placeholder })) input.setAttribute(name, value);
    const key = document.createElement("kbd");
    key.className = "tc-search__key";
    key.textContent = "/";
    key.setAttribute("aria-hidden", "true");
    const list = document.createElement("ul");
    list.id = "tc-search-list";
    list.className = "tc-search__list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.placeholder);
    list.hidden = true;
    place.append(input, key, list);

    let hits = [];
    let chosen = 0;
    let asked = 0;
    let timer = null;

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function say(text) {
      const item = document.createElement("li");
      item.className = "tc-search__none";
      item.textContent = text;
      list.replaceChildren(item);
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }

    function highlight() {
      [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
      const item = list.children[chosen];
      if (!item) return;
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    }

    function draw() {
      if (!hits.length) return say(words.none);
      list.replaceChildren(...hits.map((hit, index) => {
        const item = document.createElement("li");
        item.id = "tc-hit-" + index;
        item.className = "tc-search__hit";
        item.setAttribute("role", "option");
        const name = document.createElement("span");
        name.className = "tc-search__name";
        name.textContent = hit.name;
        const hint = document.createElement("span");
        hint.className = "tc-search__hint";
        hint.textContent = kinds[KIND_ORDER.indexOf(hit.kind)] + " · " + hit.hint;
        item.append(name, hint);
        item.addEventListener("mousedown", (event) => { event.preventDefault(); open(hit); });
        item.addEventListener("mousemove", () => { if (chosen !== index) { chosen = index; highlight(); } });
        return item;
      }));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      highlight();
    }

    function open(hit) {
      const query = new URLSearchParams(window.location.search);
      const [path, own] = hit.href.split("?");
      const next = new URLSearchParams(own || "");
      for (const name of ["as_of", "boundary", "until"]) if (query.get(name)) next.set(name, query.get(name));
      const search = next.toString();
      close();
      input.value = "";
      input.blur();
      window.history.pushState({}, "", path + (search ? "?" + search : ""));
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      window.scrollTo(0, 0);
    }

    async function ask() {
      const text = input.value.trim();
      if (!text) return close();
      const mine = ++asked;
      try {
        const response = await fetch("/api/find?q=" + encodeURIComponent(text));
        if (!response.ok) throw new Error(String(response.status));
        const found = await response.json();
        if (mine !== asked) return;
        hits = found;
        chosen = 0;
        draw();
      } catch (problem) {
        if (mine === asked) { hits = []; say(words.down); }
      }
    }

    input.addEventListener("input", () => { window.clearTimeout(timer); timer = window.setTimeout(ask, 60); });
    input.addEventListener("focus", () => input.value && ask());
    input.addEventListener("blur", () => window.setTimeout(close, 120));
    input.addEventListener("keydown", async (event) => {
      if (event.key === "Escape") { input.value = ""; close(); input.blur(); }
      else if (event.key === "ArrowDown" && hits.length) { event.preventDefault(); chosen = (chosen + 1) % hits.length; highlight(); }
      else if (event.key === "ArrowUp" && hits.length) { event.preventDefault(); chosen = (chosen + hits.length - 1) % hits.length; highlight(); }
      else if (event.key === "Enter") {
        event.preventDefault();
        window.clearTimeout(timer);
        await ask();
        if (hits[chosen] && input.value.trim()) open(hits[chosen]);
      }
    });
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable;
      if ((event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k")) {
        event.preventDefault();
        input.focus();
        input.select();
      }
    });
  }

  (function wait() {
    const place = document.getElementById("tc-search");
    if (!place) return window.setTimeout(wait, 50);
    if (!place.firstChild) build(place);
  })();
})();
