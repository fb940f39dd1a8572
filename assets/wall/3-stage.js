/* The stage: how the window is divided, how one scene gives way to the next, and maps that play through time. */
(function (wall) {
  "use strict";
  const FADE = 700, HOLD = 4000, SLOWEST = 1800, FASTEST = 450;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let slots = [], shape = "", gentle = true, films = [];

  /* One scene, two side by side on a very wide wall, or one on a screen that stands upright. */
  function shaped() {
    const ratio = window.innerWidth / Math.max(window.innerHeight, 1);
    return ratio >= 2.6 ? "two" : ratio <= 1 ? "tall" : "one";
  }

  function fit() {
    if (shaped() === shape) return false;
    shape = shaped();
    document.documentElement.dataset.shape = shape;
    const main = wall.by("w-main"), titles = wall.by("w-titles");
    main.replaceChildren();
    titles.replaceChildren();
    slots = Array.from({ length: shape === "two" ? 2 : 1 }, () => {
      const slot = document.createElement("div"), title = document.createElement("h1");
      slot.className = "w-slot";
      main.append(slot);
      titles.append(title);
      return { slot, title, name: "" };
    });
    return true;
  }

  /* Show a scene in a slot: the same one is changed in place, another one comes up over it. */
  function show(at, scene, seconds, begins) {
    const place = slots[at];
    if (!place) return;
    const fresh = wall.made(scene.html);
    const old = place.slot.lastElementChild;
    wall.text(place.title, scene.title);
    if (old && place.name === scene.name && old.classList.contains("w-scene")) {
      const before = filmsOf(old);
      wall.morph(old, fresh);
      if (begins || before !== filmsOf(old)) play(old, seconds);
      wall.clock.ages(old);
      return;
    }
    place.name = scene.name;
    wall.clock.ages(fresh);
    enter(place.slot, fresh);
    play(fresh, seconds);
  }

  function enter(slot, fresh) {
    const gone = [...slot.children];
    slot.append(fresh);
    if (!gentle || calm.matches || !gone.length) {
      for (const one of gone) one.remove();
      return;
    }
    fresh.classList.add("w-scene--coming");
    window.requestAnimationFrame(() => window.requestAnimationFrame(() => fresh.classList.remove("w-scene--coming")));
    window.setTimeout(() => gone.forEach((one) => one.remove()), FADE);
  }

  function say(text) {
    for (const place of slots) {
      place.name = "";
      const note = document.createElement("p");
      note.className = "w-empty";
      note.textContent = text;
      place.slot.replaceChildren(note);
      wall.text(place.title, "");
    }
  }

  // --- maps that play -------------------------------------------------------------------------------------------------

  const filmsOf = (scene) => [...scene.querySelectorAll("[data-film]")].map((one) => one.dataset.film).join();

  function play(scene, seconds) {
    films = films.filter((film) => film.map.isConnected && !scene.contains(film.map));
    if (calm.matches) return;
    for (const map of scene.querySelectorAll("[data-film]")) {
      const data = JSON.parse(map.dataset.film), count = data.periods.length;
      const step = Math.min(SLOWEST, Math.max(FASTEST, (seconds * 1000 - HOLD) / count));
      films.push({ map, data, step, began: performance.now(), at: -1 });
    }
  }

  function turn() {
    for (const film of films) {
      const at = Math.min(Math.floor((performance.now() - film.began) / film.step), film.data.periods.length - 1);
      if (at !== film.at && film.map.isConnected) paint(film, at);
    }
  }

  function paint(film, at) {
    film.at = at;
    const { map, data } = film;
    for (const tile of map.querySelectorAll(".w-land")) {
      const [shade, figure] = (data.tiles[tile.dataset.key] || [])[at] || [];
      if (shade === undefined) continue;
      const isles = tile.classList.contains("w-land--isles") ? " w-land--isles" : "";
      tile.setAttribute("class", "w-land " + shade + isles);
      wall.text(tile.querySelector(".w-land__figure"), figure);
    }
    const when = map.querySelector(".w-map__when");
    wall.text(when && when.querySelector("text") ? when.querySelector("text") : when, data.periods[at]);
    map.querySelectorAll(".w-map__dots i").forEach((dot, place) => dot.classList.toggle("w-on", place <= at));
    ["best", "worst"].forEach((kind, which) => {
      const rows = map.querySelectorAll(`.w-map__list--${kind} [data-key]`);
      rows.forEach((row, place) => {
        const [name, figure] = data.lists[at][which][place] || ["", ""];
        wall.text(row.firstElementChild, name);
        wall.text(row.lastElementChild, figure);
      });
    });
  }

  wall.stage = {
    fit,
    show,
    say,
    turn,
    count: () => slots.length,
    form: () => (shape === "tall" ? "tall" : "landscape"),
    gently(on) {
      gentle = on;
      document.documentElement.classList.toggle("w-still", !on);
    },
  };
})(window.tcWall);
