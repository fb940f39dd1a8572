/* How grids write, compare and search. Cells arrive with what people read under "<field>__s". */
(function () {
  "use strict";
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const order = new Intl.Collator("vi", { sensitivity: "variant", numeric: true });

  function fold(text) {
    return String(text === null || text === undefined ? "" : text).toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  functions.tcFold = fold;

  functions.tcShown = function (params) {
    return params.data ? params.data[params.colDef.field + "__s"] : "";
  };

  functions.tcFolded = function (params) {
    const name = params.colDef.field + "__";
    return fold([params.data[name + "s"], params.data[name + "full"]].filter(Boolean).join(" "));
  };

  functions.tcCompare = function (first, second) {
    if (first === second) return 0;
    if (first === null || first === undefined) return 1;
    if (second === null || second === undefined) return -1;
    if (typeof first === "number" && typeof second === "number") return first - second;
    return order.compare(String(first), String(second));
  };

  // The grid compares in capitals.
  functions.tcQuickFilterParser = function (text) {
    return fold(text).toUpperCase().split(/\s+/).filter(Boolean);
  };

  // The box above a grid filters it as one types, and says how many rows are left.
  function filter(input) {
    const place = input.closest("[data-tc-grid]");
    const api = place && window.dash_ag_grid && window.dash_ag_grid.getApi(place.dataset.tcGrid);
    if (!api) return;
    api.setGridOption("quickFilterText", input.value);
    window.setTimeout(() => {
      place.querySelector(".tc-grid__count").textContent = place.dataset.tcWords.replace(
        "{count}", api.getDisplayedRowCount().toLocaleString(document.documentElement.lang));
    }, 0);
  }

  document.addEventListener("input", (event) => {
    if (event.target.closest && event.target.closest("[data-tc-grid]")) filter(event.target);
  });
})();
