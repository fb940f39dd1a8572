/* The remote control: asks every second and a half what the screens show, and sends what is pressed. */
(function () {
  "use strict";
  const EVERY = 1500, PATIENCE = 8000;
  const words = JSON.parse(document.body.dataset.words);
  const by = (id) => document.getElementById(id);
  let chosen = document.body.dataset.screen, screens = [], sent = 0;

  const cookie = (name) => (document.cookie.match("(?:^|; )" + name + "=([^;]*)") || [])[1] || "";
  const current = () => screens.find((one) => one.name === chosen);

  async function ask() {
    try {
      const answer = await fetch("/api/wall/screens", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 401) return window.location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.json();
      screens = said.screens;
      by("r-lost").hidden = true;
      if (!current() && screens.length) chosen = (screens.find((one) => !one.silent) || screens[0]).name;
      draw(said.problems);
    } catch (problem) {
      by("r-lost").hidden = false;
    }
    window.setTimeout(ask, EVERY);
  }

  async function steer(action, scene) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": decodeURIComponent(cookie("_csrf_token")) };
    const body = JSON.stringify({ screen: chosen, action, scene });
    try {
      const answer = await fetch("/api/wall/steer", { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE) });
      const said = await answer.json().catch(() => ({}));
      by("r-seen").textContent = answer.ok ? words.sent : said.reason || String(answer.status);
      sent = performance.now();
      if (answer.ok && action === "forget") chosen = "";
    } catch (problem) {
      by("r-lost").hidden = false;
    }
  }

  function draw(problems) {
    by("r-none").hidden = screens.length > 0;
    by("r-one").hidden = !current();
    fill(by("r-screens"), screens, (one) => {
      const key = button(one.called, () => choose(one.name), one.name === chosen);
      key.classList.toggle("r-warned", Boolean(one.silent || one.told.length));
      const state = document.createElement("small");
      state.textContent = one.silent || one.title || words.here;
      key.append(state);
      return key;
    });
    list(by("r-files"), problems);
    if (current()) drawOne(current());
  }

  function drawOne(one) {
    by("r-title").textContent = one.title || "…";
    by("r-list").textContent = one.playlist;
    if (performance.now() - sent > 2500) by("r-seen").textContent = one.silent || words.here;
    const stands = one.state === "stands";
    by("r-pause").dataset.action = stands ? "play" : "pause";
    by("r-pause").textContent = stands ? "▶ " + words.play : "❚❚ " + words.pause;
    by("r-forget").hidden = !one.silent;
    fill(by("r-scenes"), one.scenes, (scene) => button(scene.title, () => steer("show", scene.name), scene.name === one.scene));
    list(by("r-told"), one.told);
  }

  function choose(name) {
    chosen = name;
    window.history.replaceState(null, "", "?screen=" + encodeURIComponent(name));
    draw([]);
  }

  function button(text, act, pressed) {
    const key = document.createElement("button");
    key.type = "button";
    key.textContent = text;
    key.setAttribute("aria-pressed", String(pressed));
    key.addEventListener("click", act);
    return key;
  }

  /* Drawn anew only when something changed, so that a key does not vanish under a thumb. */
  function fill(place, items, make) {
    const stamp = JSON.stringify([items, chosen, (current() || {}).scene]);
    if (place.dataset.stamp === stamp) return;
    place.dataset.stamp = stamp;
    place.replaceChildren(...items.map(make));
  }

  function list(place, sentences) {
    fill(place, sentences.length ? sentences : [words.fine], (text) => {
      const row = document.createElement("li");
      row.textContent = text;
      if (sentences.length) row.className = "r-risk";
      return row;
    });
  }

  document.querySelectorAll("[data-action]").forEach((key) => key.addEventListener("click", () => steer(key.dataset.action, "")));
  ask();
})();
