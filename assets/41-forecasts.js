/* While a run of the forecasts is under way, the page that shows its bar asks how far it is. New forecasts themselves
   arrive as new data does: the data version goes up, and the page is drawn again. */
(function () {
  "use strict";
  const SECONDS = 3;

  async function ask() {
    const place = document.getElementById("tc-forecasting");
    if (!place || document.hidden) return;
    try {
      const response = await fetch("/api/forecasting", { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (!response.ok) return;
      const state = await response.json();
      const part = state.running ? state.part : 100;
      document.getElementById("tc-forecasting-bar").value = part;
      document.getElementById("tc-forecasting-words").textContent = place.dataset.words.replace("{part}", part);
    } catch (problem) {
      /* 40-live.js says when the server does not answer */
    }
  }

  window.setInterval(ask, SECONDS * 1000);
})();
