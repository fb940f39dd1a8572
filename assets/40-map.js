/* Maps: a click on a province opens its page or filters this one, and a slider paints the map period by period.
   Everything that changes travelled with the page; the server is asked again only when the reader stops at a period. */
(function () {
  "use strict";
  const SECONDS = 0.9;

  function make(tag, properties, attributes) {
    const element = Object.assign(document.createElement(tag), properties || {});
    Object.entries(attributes || {}).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  }

  function calm() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  // --- clicks: what was clicked stands in customdata, of the point or (for a filled area) of its whole line

  function clickedCode(event) {
    const point = event.points && event.points[0];
    if (!point) return null;
    const own = Array.isArray(point.customdata) ? point.customdata[0] : point.customdata;
    const whole = point.data && point.data.customdata;
    return own || (point.data && point.data.hoveron === "fills" && whole && whole[0]) || null;
  }

  function clicked(plot, event) {
    const code = clickedCode(event);
    const box = plot.closest("[data-click-parameter], [data-click-path]");
    if (!code || !box) return;
    // Codes were used again for other areas, so a former province is named with its list: 24~2024.
    const edition = box.dataset.clickEdition || "";
    if (box.dataset.clickPath) return window.toancanhAddress.open(box.dataset.clickPath, code, edition);
    const name = box.dataset.clickParameter;
    const key = edition ? code + "~" + edition : code;
    const present = new URLSearchParams(window.location.search).get(name);
    window.toancanhAddress.choose({ [name]: present === key ? null : key });
  }

  // --- painting one period over the map that is there

  function indexOf(plot, name) {
    return plot.data.findIndex((trace) => trace.meta && trace.meta[name]);
  }

  function hover(film, frame, place) {
    return film.names[place] === null ? null : film.names[place] + "<br>" + film.told[frame][place];
  }

  /* In tiles a mark has a corner of its own; on shapes it follows the figure as a letter. */
  function label(film, frame, place, signed) {
    const head = film.heads[place];
    if (head === null || film.names[place] === null) return null;
    const figure = film.figures[frame][place];
    const shown = (figure === "…" ? figure : "<b>" + figure + "</b>") + (signed ? film.signs[film.marks[frame][place]] : "");
    return head ? head + "<br>" + shown : shown;
  }

  function paint(plot, film, frame) {
    const form = plot.layout.meta && plot.layout.meta.tcMap;
    if (!form || !window.Plotly) return;
    const places = Array.from({ length: form.places }, (_, place) => place);
    const colour = (place) => film.colours[film.fills[frame][place]];
    const ink = (place) => film.inks[film.fills[frame][place]];
    const data = plot.data.map((trace) => Object.assign({}, trace));
    const layout = Object.assign({}, plot.layout);
    if (form.form === "tiles") {
      layout.shapes = plot.layout.shapes.map((shape, place) => place < form.places ? Object.assign({}, shape, { fillcolor: colour(place) }) : shape);
      const targets = data[indexOf(plot, "tcTargets")];
      targets.text = places.map((place) => hover(film, frame, place) || targets.text[place]);
    } else {
      places.forEach((place) => {
        if (film.names[place] === null) data[place].marker = Object.assign({}, data[place].marker, { color: colour(place) });
        else Object.assign(data[place], { fillcolor: colour(place), text: hover(film, frame, place) });
      });
    }
    const labels = data[indexOf(plot, "tcTiles")];
    labels.text = places.map((place) => { const text = label(film, frame, place, form.form === "shapes"); return text === null ? labels.text[place] : text; });
    labels.textfont = Object.assign({}, labels.textfont, { color: places.map(ink) });
    const marks = data[indexOf(plot, "tcMarks")];
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.375;
    if (marks) marks.marker = Object.assign({}, marks.marker, {
      symbol: places.map((place) => film.symbols[film.marks[frame][place]]),
      size: places.map((place) => film.marks[frame][place] ? size : 0),
      color: places.map(ink),
      line: { width: 1, color: places.map(ink) },
    });
    window.Plotly.react(plot, data, layout, plot._context);
  }

  // --- the slider

  let held = null; // which control the reader had in hand when the page was drawn again

  function build(box) {
    if (box.tcBuilt) return;
    box.tcBuilt = true;
    const film = JSON.parse(box.dataset.film);
    const words = JSON.parse(box.dataset.words);
    const last = film.periods.length - 1;
    let at = Number(box.dataset.at);
    let timer = 0;
    const button = make("button", { type: "button", className: "btn btn-primary btn-sm tc-play__button" });
    const slider = make("input", { type: "range", min: 0, max: last, step: 1, value: at, className: "form-range tc-play__slider" }, { "aria-label": words.period });
    const output = make("output", { className: "tc-play__period" }, { "aria-live": "off" });
    const plot = () => box.parentElement.querySelector(".js-plotly-plot");

    function say() {
      const playing = timer !== 0;
      const word = playing ? words.pause : calm() ? words.next : words.play;
      button.replaceChildren(make("i", { className: "bi bi-" + (playing ? "pause-fill" : calm() ? "skip-end-fill" : "play-fill") }, { "aria-hidden": "true" }), " " + word);
      output.textContent = film.words[at];
      slider.setAttribute("aria-valuetext", film.words[at]);
    }

    function show(frame) {
      at = Math.min(Math.max(frame, 0), last);
      slider.value = at;
      say();
      const drawn = plot();
      if (!drawn || !drawn.data) return;
      paint(drawn, film, at);
      const title = box.parentElement.querySelector(".tc-card__title");
      if (title) title.textContent = box.dataset.title + ", " + film.words[at];
    }

    /* The whole page follows when the reader has stopped: the period goes into the address. */
    function settle() {
      window.clearInterval(timer);
      timer = 0;
      say();
      window.toancanhAddress.choose({ period: film.periods[at] });
    }

    function play() {
      if (timer) return settle();
      if (calm()) { show(at === last ? 0 : at + 1); return settle(); }
      if (at === last) show(0);
      timer = window.setInterval(() => {
        if (!box.isConnected) return window.clearInterval(timer);
        if (at === last) return settle();
        show(at + 1);
      }, SECONDS * 1000);
      say();
    }

    button.addEventListener("click", play);
    slider.addEventListener("input", () => { if (timer) { window.clearInterval(timer); timer = 0; } show(Number(slider.value)); });
    slider.addEventListener("change", settle);
    button.addEventListener("focus", () => { held = "button"; });
    slider.addEventListener("focus", () => { held = "slider"; });
    box.addEventListener("focusout", (event) => { if (box.isConnected && event.relatedTarget) held = null; });
    box.prepend(button, slider, output);
    say();
    if (held && (!document.activeElement || document.activeElement === document.body)) (held === "button" ? button : slider).focus({ preventScroll: true });
  }

  function look() {
    document.querySelectorAll(".tc-play[data-film]").forEach(build);
    document.querySelectorAll("[data-click-parameter] .js-plotly-plot, [data-click-path] .js-plotly-plot").forEach((plot) => {
      if (plot.tcClicks || !plot.on) return;
      plot.tcClicks = true;
      plot.on("plotly_click", (event) => clicked(plot, event));
    });
  }

  let waiting = 0;
  function watch() {
    new MutationObserver(() => { window.cancelAnimationFrame(waiting); waiting = window.requestAnimationFrame(look); }).observe(document.body, { childList: true, subtree: true });
    look();
  }
  if (document.body) watch();
  else document.addEventListener("DOMContentLoaded", watch);
})();
