/* What the buttons under every chart do: full screen, table, link. One listener serves all charts. Charts are also drawn
   larger where the page itself is (large walls). Files are the work of `40-exports.js`. */
(function () {
  "use strict";
  const NORMAL = 16;
  const PICTURE = { leastWidth: 520, leastHeight: 260 };

  // --- helpers

  function make(tag, properties, children) {
    const element = Object.assign(document.createElement(tag), properties || {});
    (children || []).forEach((child) => child && element.append(child));
    return element;
  }

  function plotOf(frame) {
    return frame.querySelector(".js-plotly-plot");
  }

  function tableOf(frame) {
    return frame.dataset.table ? JSON.parse(frame.dataset.table) : null;
  }

  function english() {
    return document.documentElement.lang === "en";
  }

  const say = (text) => window.tcSay(text);

  // --- full screen

  async function full(frame) {
    if (document.fullscreenElement) return document.exitFullscreen();
    return frame.requestFullscreen();
  }

  document.addEventListener("fullscreenchange", () => {
    document.querySelectorAll(".tc-chart .js-plotly-plot").forEach((plot) => window.Plotly && window.Plotly.Plots.resize(plot));
  });

  // --- the table

  function cell(column, row) {
    const value = column.shown ? column.shown[row] : column.raw[row];
    return make("td", { textContent: value === null ? "…" : String(value), className: column.numeric ? "tc-table__number" : "" });
  }

  function heading(column) {
    const head = make("th", { textContent: column.label, className: column.numeric ? "tc-table__number" : "" });
    head.setAttribute("scope", "col");
    return head;
  }

  function showTable(frame, button) {
    const table = tableOf(frame);
    const count = table.columns.length ? table.columns[0].raw.length : 0;
    const rows = Array.from({ length: count }, (_, row) => make("tr", {}, table.columns.map((column) => cell(column, row))));
    const unit = frame.dataset.unit ? " (" + frame.dataset.unit + ")" : "";
    const title = make("h2", { className: "tc-dialog__title", textContent: frame.dataset.title + unit });
    const close = make("button", { type: "button", className: "btn btn-outline-primary btn-sm", textContent: table.words.close });
    const body = make("div", { className: "tc-dialog__body", tabIndex: 0 }, [
      make("table", { className: "tc-table" }, [
        make("thead", {}, [make("tr", {}, table.columns.map(heading))]),
        make("tbody", {}, rows),
      ]),
    ]);
    body.setAttribute("role", "region");
    body.setAttribute("aria-label", table.words.table);
    const dialog = make("dialog", { className: "tc-dialog" }, [
      make("div", { className: "tc-dialog__head" }, [title, close]),
      body,
      make("div", { className: "tc-dialog__foot", textContent: frame.dataset.footer }),
    ]);
    dialog.setAttribute("aria-label", table.words.table + ": " + frame.dataset.title);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
    (document.fullscreenElement || document.body).append(dialog);
    dialog.showModal();
  }

  // --- pictures, with the title above and the source below, so that they can stand alone

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function line(text, place) {
    return Object.assign({ text: text, showarrow: false, xref: "paper", yref: "paper", x: 0, align: "left", xanchor: "left" }, place);
  }

  function escaped(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  }

  /* Words in lines that fit `width` px at `size` px type (an average letter is about half as wide as it is high). */
  function lines(text, width, size) {
    const most = Math.max(Math.floor(width / (size * 0.54)), 20);
    return text.split(" ").reduce((made, word) => {
      const last = made[made.length - 1];
      if (last !== undefined && (last + " " + word).length <= most) made[made.length - 1] = last + " " + word;
      else made.push(word);
      return made;
    }, []);
  }

  function pictureOf(frame) {
    const plot = plotOf(frame);
    const size = { width: Math.max(plot.clientWidth + 48, PICTURE.leastWidth), height: Math.max(plot.clientHeight, PICTURE.leastHeight) };
    const layout = JSON.parse(JSON.stringify(plot.layout));
    const margin = Object.assign({ l: 8, r: 8, t: 8, b: 8 }, layout.margin);
    const title = lines(frame.dataset.title, size.width - 48, 20);
    const source = lines(frame.dataset.footer, size.width - 64, 12);
    const head = 32 + title.length * 26;
    const foot = 22 + source.length * 16;
    const inks = { fg: colour("--tc-fg"), muted: colour("--tc-muted") };
    Object.assign(layout, { width: size.width, height: size.height + head + foot, autosize: false, paper_bgcolor: colour("--tc-panel") });
    layout.margin = { l: margin.l + 24, r: margin.r + 24, t: margin.t + head, b: margin.b + foot, pad: margin.pad || 0 };
    const unit = "  <span style='color:" + inks.muted + ";font-size:14px'>" + escaped(frame.dataset.unit || "") + "</span>";
    layout.title = { text: "<b>" + title.map(escaped).join("<br>") + "</b>" + unit, x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { l: 24, t: 18 }, font: { size: 20, color: inks.fg } };
    layout.annotations = (layout.annotations || []).concat([
      line(source.map(escaped).join("<br>"), { y: 0, yanchor: "top", yshift: -(margin.b + 14), font: { size: 12, color: inks.muted } }),
    ]);
    return { figure: { data: plot.data, layout: layout, config: { locale: english() ? "en" : "vi", showSendToCloud: false } }, layout: layout };
  }

  /* A picture drawn here, for `40-exports.js` where the server has no browser: png in a number of px across, or svg. */
  window.tcPicture = async function (frame, format, pixels, clear) {
    const made = pictureOf(frame);
    if (clear) made.layout.paper_bgcolor = "rgba(0,0,0,0)";
    return window.Plotly.toImage(made.figure, {
      format: format, width: made.layout.width, height: made.layout.height, scale: format === "png" ? Math.max(pixels / made.layout.width, 1) : 1,
    });
  };

  // --- the link

  async function link(frame) {
    const address = window.location.href.split("#")[0] + "#" + frame.id;
    try {
      await navigator.clipboard.writeText(address);
    } catch (problem) {
      // Pages served without https have no clipboard; the old way still works there.
      const field = make("textarea", { value: address });
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    say(english() ? "Link copied" : "Đã sao chép liên kết");
  }

  // --- one listener for all

  const ACTIONS = {
    full: full,
    table: showTable,
    link: link,
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-tc-action]");
    const frame = button && button.closest(".tc-chart");
    if (!frame) return;
    try {
      await ACTIONS[button.dataset.tcAction](frame, button);
    } catch (problem) {
      say(english() ? "That did not work: " + problem.message : "Chưa làm được: " + problem.message);
    }
  });

  // --- large walls: plotly counts in px, so type, lines and margins grow with the page's own type

  const SIZES = new Set(["size", "width", "l", "r", "t", "b", "pad", "thickness", "yshift", "xshift", "ticklen"]);

  function grown(value, factor, key) {
    if (typeof value === "number") return SIZES.has(key) ? value * factor : value;
    if (Array.isArray(value)) return key === "size" || key === "width" ? value.map((one) => typeof one === "number" ? one * factor : one) : value.map((one) => one && typeof one === "object" && !Array.isArray(one) ? grown(one, factor, "") : one);
    if (value && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
      const made = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, grown(one, factor, name)]));
      if (made.xsizemode === "pixel") Object.assign(made, { x0: made.x0 * factor, x1: made.x1 * factor });
      if (made.ysizemode === "pixel") Object.assign(made, { y0: made.y0 * factor, y1: made.y1 * factor });
      return made;
    }
    return value;
  }

  function grow(plot) {
    const factor = parseFloat(getComputedStyle(document.documentElement).fontSize) / NORMAL;
    if (factor < 1.1 || plot.tcGrown === factor || !plot.data || !window.Plotly) return;
    plot.tcGrown = factor;
    // A bar's width is in units of its axis, not in px.
    const data = plot.data.map((trace) => Object.assign(grown(trace, factor, ""), trace.type === "bar" && trace.width ? { width: trace.width } : {}));
    window.Plotly.react(plot, data, grown(plot.layout, factor, ""), plot._context);
  }

  // --- tile maps: type as large as a tile allows (three lines of it)

  const LINES = { part: 0.215, least: 5, most: 40 };

  function fit(plot) {
    const index = (plot.data || []).findIndex((trace) => trace.meta && trace.meta.tcTiles);
    const axis = plot._fullLayout && plot._fullLayout.yaxis;
    if (index < 0 || !axis || !axis._length) return;
    const tile = axis._length / Math.abs(axis.range[1] - axis.range[0]);
    const part = plot.data[index].meta.tcType || LINES.part;
    const size = Math.min(Math.max(Math.round(tile * part * 10) / 10, LINES.least), LINES.most);
    if (Math.abs((plot.tcFitted || 0) - size) < 0.2) return;
    plot.tcFitted = size;
    window.Plotly.restyle(plot, { "textfont.size": size }, [index]);
  }

  function watch() {
    const look = () => document.querySelectorAll(".tc-chart .js-plotly-plot").forEach((plot) => {
      if (!window.Plotly || !plot._fullLayout) return;
      grow(plot);
      fit(plot);
      if (!plot.tcWatched && plot.on) {
        plot.tcWatched = true;
        plot.on("plotly_afterplot", () => fit(plot));
      }
    });
    let waiting = 0;
    new MutationObserver(() => { window.cancelAnimationFrame(waiting); waiting = window.requestAnimationFrame(look); }).observe(document.body, { childList: true, subtree: true });
    look();
  }

  if (document.body) watch();
  else document.addEventListener("DOMContentLoaded", watch);
})();
