/* The shell: language and theme, the as-of date, the menu on small screens, the present page in the navigation, and the
   one way in which controls write the address. */
(function () {
  "use strict";
  const YEAR = 31536000;

  function go(search) {
    const target = window.location.pathname + (search ? "?" + search : "");
    if (target === window.location.pathname + window.location.search) return;
    window.history.pushState({}, "", target);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  function withParameter(changes) {
    const query = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === "") query.delete(name);
      else query.set(name, value);
    }
    return query.toString();
  }

  /* Open the unit of a code; the as-of date and the map go along. */
  function open(path, code, edition) {
    const query = new URLSearchParams(window.location.search);
    const next = new URLSearchParams();
    for (const name of ["as_of", "boundary", "until"]) if (query.get(name)) next.set(name, query.get(name));
    if (edition || (edition === undefined && query.get("edition"))) next.set("edition", edition || query.get("edition"));
    window.history.pushState({}, "", path + encodeURIComponent(code) + (next.toString() ? "?" + next : ""));
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  window.toancanhAddress = { open: open, choose: (changes) => go(withParameter(changes)) };

  /* A click on a point whose data is an address of this site opens it; the server has put the shared parameters in. */
  function openAddress(click) {
    const data = click && click.points && click.points[0] && click.points[0].customdata;
    if (typeof data === "string" && /^\/(?!\/)/.test(data)) {
      window.history.pushState({}, "", data);
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      window.scrollTo(0, 0);
    }
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    toancanh: {
      openAddress: openAddress,
      writeAddress: function (values, ids) {
        const changes = {};
        const query = new URLSearchParams(window.location.search);
        ids.forEach((id, index) => {
          const value = values[index] === null || values[index] === undefined ? "" : String(values[index]);
          const present = query.get(id.name) === null ? id.default : query.get(id.name);
          if (value !== present) changes[id.name] = value === id.default ? null : value;
        });
        if (Object.keys(changes).length) go(withParameter(changes));
        return window.dash_clientside.no_update;
      },
    },
  });

  function remember(name, value) {
    document.cookie = name + "=" + value + "; path=/; max-age=" + YEAR + "; samesite=lax";
    window.location.reload();
  }

  function mark() {
    const here = window.location.pathname;
    document.querySelectorAll(".tc-rail__link").forEach((link) => {
      const path = link.getAttribute("href").split("?")[0];
      const on = path === "/" ? here === "/" : here === path || here.startsWith(path + "/");
      link.classList.toggle("tc-rail__link--on", on);
      if (on) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    const asOf = new URLSearchParams(window.location.search).get("as_of");
    const place = document.getElementById("tc-asof-value");
    const button = document.getElementById("tc-asof");
    if (place && button) {
      const known = /^\d{4}-\d{2}-\d{2}$/.test(asOf || "") && Date.parse(asOf) <= Date.now() && asOf >= "1900-01-01";
      const day = known ? asOf : null; // of any other day the page itself says that it shows today
      place.textContent = day ? day.split("-").reverse().join("/") : button.dataset.today;
      button.classList.toggle("tc-pill--on", Boolean(day));
    }
    const select = document.getElementById("tc-boundary");
    if (select) {
      const query = new URLSearchParams(window.location.search);
      // Links of old name the list of provinces on the page of provinces alone.
      const old = window.location.pathname === "/provinces" ? query.get("edition") : null;
      const asked = query.get("boundary") || old;
      select.value = Array.from(select.options).some((one) => one.value === asked) ? asked : "2025";
      select.parentElement.classList.toggle("tc-pill--on", select.value !== "2025");
    }
    keepSharedParameters();
  }

  document.addEventListener("change", (event) => {
    if (event.target.id !== "tc-boundary") return;
    // What was chosen on one list of provinces has another meaning on the other.
    const changes = { boundary: event.target.value === "2025" ? null : event.target.value, place: null, parts: null };
    if (window.location.pathname === "/provinces") changes.edition = null;
    go(withParameter(changes));
  });

  /* The as-of date and the map go along to the next page. */
  function keepSharedParameters() {
    const query = new URLSearchParams(window.location.search);
    const shared = new URLSearchParams();
    for (const name of ["as_of", "boundary", "until"]) if (query.get(name)) shared.set(name, query.get(name));
    document.querySelectorAll(".tc-rail__link, .tc-brand").forEach((link) => {
      link.dataset.path = link.dataset.path || link.getAttribute("href").split("?")[0];
      link.dataset.shared = shared.toString();
    });
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest(".tc-rail__link, .tc-brand");
    if (link && link.dataset.shared && !event.ctrlKey && !event.metaKey && event.button === 0) {
      event.preventDefault();
      event.stopPropagation();
      window.history.pushState({}, "", link.dataset.path + "?" + link.dataset.shared);
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      closeMenu();
      return;
    }
    if (link) closeMenu();
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.setLanguage) remember("tc_language", button.dataset.setLanguage);
    else if (button.dataset.setTheme) remember("tc_theme", button.dataset.setTheme);
    else if (button.id === "tc-asof") askDay(button);
    else if (button.id === "tc-menu") toggleMenu(button);
  }, true);

  function toggleMenu(button) {
    const open = document.getElementById("tc-rail").classList.toggle("tc-rail--open");
    button.setAttribute("aria-expanded", String(open));
  }

  function closeMenu() {
    const rail = document.getElementById("tc-rail");
    if (!rail) return;
    rail.classList.remove("tc-rail--open");
    document.getElementById("tc-menu").setAttribute("aria-expanded", "false");
  }

  function make(tag, properties, children) {
    const element = Object.assign(document.createElement(tag), properties || {});
    (children || []).forEach((child) => element.append(child));
    return element;
  }

  function askDay(button) {
    const words = button.dataset;
    const present = new URLSearchParams(window.location.search).get("as_of") || "";
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format();
    const asked = window.toancanhDays.make(present, today, words);
    const dialog = make("dialog", { className: "tc-dialog tc-dialog--small" });
    dialog.setAttribute("aria-label", words.title);
    const close = (search) => { dialog.close(); if (search !== undefined) go(search); };
    const presets = words.presets.split("|").map((text) => {
      const [day, word] = text.split("=");
      return make("button", { type: "button", className: "btn btn-sm btn-outline-primary", textContent: word, onclick: () => close(withParameter({ as_of: day })) });
    });
    const form = make("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); if (asked.day()) close(withParameter({ as_of: asked.day() })); } }, [
      make("h2", { className: "tc-dialog__title", textContent: words.title }),
      make("p", { className: "tc-dialog__help", textContent: words.help }),
      asked.box,
      make("div", { className: "tc-dialog__presets" }, presets),
      make("div", { className: "tc-dialog__actions" }, [
        make("button", { type: "button", className: "btn btn-link", textContent: words.close, onclick: () => close() }),
        make("button", { type: "button", className: "btn btn-outline-primary", textContent: words.now, onclick: () => close(withParameter({ as_of: null })) }),
        make("button", { type: "submit", className: "btn btn-primary", textContent: words.apply }),
      ]),
    ]);
    dialog.append(form);
    dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
    document.body.append(dialog);
    dialog.showModal();
  }

  /* A page is drawn anew after each choice: the reader's place on it, and the control in hand, must not be lost. */
  let inHand = null;
  document.addEventListener("focusin", (event) => {
    const control = event.target.closest(".tc-control [id], [id].tc-tab");
    inHand = control ? control.id : null;
  });

  function keepPlace() {
    const content = document.getElementById("_pages_content");
    if (!content) return window.setTimeout(keepPlace, 50);
    new MutationObserver(() => {
      nameTab();
      if (!inHand || (document.activeElement && document.activeElement !== document.body)) return;
      const control = document.getElementById(inHand);
      if (control) control.focus({ preventScroll: true });
    }).observe(content, { childList: true, subtree: false });
  }
  keepPlace();

  /* A page about one thing is named after it: Dash knows only its code, which two editions may share. */
  function nameTab() {
    const heading = document.querySelector("#_pages_content h1");
    if (!heading || !/^\/(indicators|provinces|ministries)\/./.test(window.location.pathname)) return;
    const name = heading.textContent + " · Toàn Cảnh";
    if (document.title !== name) document.title = name;
  }
  new MutationObserver(nameTab).observe(document.querySelector("title"), { childList: true });

  window.addEventListener("popstate", mark);
  window.addEventListener("_dashprivate_pushstate", () => window.setTimeout(mark, 0));
  (function waitForShell() {
    if (document.getElementById("tc-rail")) mark();
    else window.setTimeout(waitForShell, 50);
  })();
})();
