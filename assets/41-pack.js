/* The meeting pack: one button adds a chart or a page; on /pack the list is ordered by drag or keys, named, noted, shared
   and exported in the background. */
(function () {
  "use strict";

  function english() {
    return document.documentElement.lang === "en";
  }

  function say(vi, en) {
    window.tcSay(english() ? en : vi);
  }

  async function ask(path, body) {
    const token = document.cookie.match(/(?:^|; )_csrf_token=([^;]+)/);
    const headers = Object.assign({ "Content-Type": "application/json" }, token ? { "X-CSRFToken": decodeURIComponent(token[1]) } : {});
    const answer = await fetch("/api/pack/" + path, body === undefined ? {} : { method: "POST", headers: headers, body: JSON.stringify(body) });
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.reason || String(answer.status));
    return told;
  }

  function here() {
    return window.location.pathname + window.location.search;
  }

  function reopen(key) {
    window.location.assign("/pack" + (key ? "?open=" + encodeURIComponent(key) : ""));
  }

  /* --- adding */

  async function add(button) {
    const target = button.closest("[data-export]");
    const head = document.querySelector("main h1") ? document.querySelector("main h1").textContent : "";
    const own = target ? target.dataset.title || target.getAttribute("aria-label") || "" : "";
    const title = own && !own.includes(head) ? head + ": " + own : own || head;
    await ask("add", { address: here(), id: target ? target.dataset.export : "", title: title.slice(0, 255) });
    say("Đã thêm vào tài liệu họp", "Added to the meeting pack");
  }

  /* --- the list */

  function card() {
    return document.querySelector(".tc-packcard");
  }

  function written(place, name) {
    const field = place.querySelector(".tc-packfield--" + name + " [name]");
    return field ? field.value : "";
  }

  function items() {
    return Array.from(document.querySelectorAll("#tc-packlist .tc-packitem")).map((row) => ({
      kind: row.dataset.kind, address: row.dataset.address || "", id: row.dataset.id || "", heading: written(row, "heading"), note: written(row, "note"),
    }));
  }

  function whole(more) {
    const own = card();
    const share = own.querySelector("[data-pack=share]").getAttribute("aria-pressed") === "true";
    return { key: own.dataset.key, title: written(own, "title"), shared: share, items: items().concat(more || []) };
  }

  async function save() {
    const own = card();
    if (!own || !own.dataset.mine) return;
    await ask("save", whole());
    own.querySelector(".tc-packsaved").textContent = english() ? "Saved" : "Đã lưu";
  }

  function later() {
    window.clearTimeout(later.timer);
    later.timer = window.setTimeout(() => save().catch(failed), 500);
  }

  function move(row, steps) {
    const other = steps < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (steps < 0) other.before(row); else other.after(row);
    row.focus();
    later();
  }

  /* Fields stand inside what Dash drew, so that it can take its page away whole. */
  function fields() {
    document.querySelectorAll(".tc-packfield:empty").forEach((place) => {
      const note = place.dataset.field === "note";
      const field = document.createElement(note ? "textarea" : "input");
      Object.assign(field, { name: place.dataset.field, value: place.dataset.value || "", maxLength: note ? 2000 : 255, placeholder: place.dataset.label, className: "form-control form-control-sm" });
      if (note) field.rows = 1;
      field.setAttribute("aria-label", place.dataset.label);
      place.append(field);
    });
  }

  /* --- exports in the background */

  function asked(button) {
    const ready = button.closest("[data-ready]");
    if (!ready) return { key: card() ? card().dataset.key : "" };
    const found = { ready: ready.dataset.ready };
    ready.querySelectorAll("[data-ask]").forEach((select) => { found[select.dataset.ask] = select.value; });
    return found;
  }

  async function start(button) {
    await save();
    const day = new URLSearchParams(window.location.search).get("as_of") || "";
    const job = await ask("export", Object.assign(asked(button), { form: button.dataset.form, as_of: day }));
    follow(job);
  }

  function follow(job) {
    const place = document.getElementById("tc-packjobs");
    const line = document.createElement("div");
    line.className = "tc-packjob";
    const word = document.createElement("span"), bar = document.createElement("progress"), stop = document.createElement("button");
    bar.max = 100;
    stop.type = "button";
    stop.className = "btn btn-sm btn-outline-primary";
    stop.textContent = place.dataset.cancel;
    stop.addEventListener("click", () => ask("jobs/" + job.id + "/cancel", {}).then(show).catch(failed));
    line.append(word, bar, stop);
    place.prepend(line);

    function show(told) {
      bar.value = told.part;
      bar.setAttribute("aria-label", told.form + ": " + told.word);
      word.textContent = told.form.toUpperCase() + ": " + told.word + (told.reason ? ". " + told.reason : "");
      if (told.state === "queued" || told.state === "running") return true;
      bar.remove();
      stop.remove();
      if (told.state === "done") {
        const link = Object.assign(document.createElement("a"), { href: "/api/pack/jobs/" + job.id + "/file", download: told.name, textContent: told.name });
        link.className = "tc-packfile";
        line.append(link);
        link.click();
      }
      return false;
    }

    async function look() {
      try {
        if (!document.body.contains(line)) return;
        if (show(await ask("jobs/" + job.id))) window.setTimeout(look, 1000);
      } catch (problem) {
        word.textContent = problem.message;
      }
    }

    if (show(job)) window.setTimeout(look, 500);
  }

  function failed(problem) {
    say("Chưa làm được: " + problem.message, "That did not work: " + problem.message);
  }

  const ACTIONS = {
    add: add,
    up: (button) => move(button.closest(".tc-packitem"), -1),
    down: (button) => move(button.closest(".tc-packitem"), 1),
    drop: (button) => { button.closest(".tc-packitem").remove(); later(); },
    section: async () => {
      const own = card();
      await ask("save", whole([{ kind: "section", heading: english() ? "New section" : "Phần mới" }]));
      reopen(own.dataset.key);
    },
    share: async (button) => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      await save();
      const link = window.location.origin + "/pack?open=" + card().dataset.key;
      if (on && navigator.clipboard) await navigator.clipboard.writeText(link).catch(() => null);
      if (on) say("Đã chia sẻ: " + link, "Shared: " + link); else say("Đã thôi chia sẻ", "No longer shared");
    },
    copy: async () => reopen((await ask("make", { key: card().dataset.key })).key),
    make: async () => reopen((await ask("make", {})).key),
    "open-ready": async (button) => reopen((await ask("make", asked(button))).key),
    remove: async (button) => { await ask("remove", { key: button.closest("[data-key]").dataset.key }); reopen(""); },
    export: start,
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pack]");
    if (!button || !ACTIONS[button.dataset.pack]) return;
    Promise.resolve(ACTIONS[button.dataset.pack](button)).catch(failed);
  });

  document.addEventListener("input", (event) => {
    if (event.target.closest(".tc-packcard[data-mine='1']")) later();
  });

  document.addEventListener("keydown", (event) => {
    const row = event.target.classList && event.target.classList.contains("tc-packitem") ? event.target : null;
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(row, event.key === "ArrowUp" ? -1 : 1);
  });

  let dragged = null;
  document.addEventListener("dragstart", (event) => { dragged = event.target.closest && event.target.closest(".tc-packitem[draggable='true']"); });
  document.addEventListener("dragover", (event) => {
    const row = dragged && event.target.closest(".tc-packitem");
    if (!row || row === dragged) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) row.before(dragged); else row.after(dragged);
  });
  document.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });
  document.addEventListener("dragend", () => { if (dragged) later(); dragged = null; });

  new MutationObserver(fields).observe(document.documentElement, { childList: true, subtree: true });
})();
