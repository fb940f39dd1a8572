/* What grids draw inside cells: links, changes, chips, marks, ranks and small lines. */
(function () {
  "use strict";
  const components = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const h = (...parts) => window.React.createElement(...parts);

  function side(params, name) {
    return params.data ? params.data[params.colDef.field + "__" + name] : null;
  }

  function open(event, address) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    window.history.pushState({}, "", address);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  components.TcLink = function (params) {
    const address = side(params, "href");
    const link = address ? h("a", { href: address, onClick: (event) => open(event, address) }, side(params, "s")) : h("span", null, side(params, "s"));
    const hint = side(params, "hint");
    return hint ? h("span", { className: "tc-cellname" }, link, h("span", { className: "tc-cellname__hint" }, hint)) : link;
  };

  components.TcChange = function (params) {
    const look = side(params, "look");
    if (!look) return null;
    return h("span", { className: "tc-change tc-change--" + look[0] },
      h("span", { className: "tc-change__arrow", "aria-hidden": "true" }, look[1]), side(params, "s"));
  };

  components.TcTarget = function (params) {
    const look = side(params, "look");
    if (!look) return null;
    return h("span", { className: "tc-celltarget tc-celltarget--" + look[0], title: [look[2], side(params, "s")].filter(Boolean).join(" · ") },
      look[2] ? h("span", { className: "tc-celltarget__asked" }, look[2]) : null,
      h("span", { className: "tc-celltarget__word" }, h("span", { className: "tc-chip__icon", "aria-hidden": "true" }, look[1]), " ", look[2] ? look[3] : side(params, "s")));
  };

  const MARKS = { E: "estimated", P: "provisional", F: "forecast", M: "missing", S: "simulated" };

  components.TcStatus = function (params) {
    const mark = MARKS[params.value];
    return mark ? h("span", { className: "tc-mark tc-mark--" + mark }, side(params, "s")) : side(params, "s");
  };

  components.TcRank = function (params) {
    const look = side(params, "look");
    if (!look) return side(params, "s");
    return h("span", { className: "tc-cellrank" }, h("span", null, look[0], look[1] ? h("span", { className: "tc-cellrank__of" }, "/" + look[1]) : null));
  };

  components.TcSpark = function (params) {
    const values = (params.value || []).map((value, index) => [index, value]).filter((point) => point[1] !== null);
    if (values.length < 2) return null;
    const [width, height, pad] = [80, 24, 2.5];
    const numbers = values.map((point) => point[1]);
    const low = Math.min(...numbers);
    const span = Math.max(...numbers) - low || 1;
    const step = (width - 2 * pad) / Math.max(params.value.length - 1, 1);
    const places = values.map(([index, value]) => [pad + index * step, height - pad - ((value - low) / span) * (height - 2 * pad)]);
    const path = "M" + places.map((place) => place[0].toFixed(1) + "," + place[1].toFixed(1)).join("L");
    const [x, y] = places[places.length - 1];
    return h("svg", { className: "tc-cellspark", viewBox: "0 0 " + width + " " + height, "aria-hidden": "true" },
      h("path", { d: path, fill: "none", stroke: "currentColor", strokeWidth: 1.4, strokeLinejoin: "round" }),
      h("circle", { cx: x, cy: y, r: 2, fill: "currentColor" }));
  };
})();
