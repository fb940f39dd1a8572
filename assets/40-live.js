/* The live connection: asks every few seconds whether new data was loaded, draws the page again when it was, and says
   so when the server or the warehouse does not answer. The last good picture stays meanwhile. */
(function () {
  "use strict";
  let known = null;
  let desk = null;
  let lastGood = new Date();
  let timer = null;
  let shownFor = new URLSearchParams(window.location.search).get("as_of");

  function show(date) {
    const place = document.getElementById("tc-data-date");
    if (place && date) place.textContent = date;
  }

  function offline(isOffline) {
    const banner = document.getElementById("tc-offline");
    if (!banner) return;
    banner.hidden = !isOffline;
    if (isOffline) {
      document.getElementById("tc-offline-since").textContent = lastGood.toLocaleTimeString("vi-VN", { hour12: false });
    }
  }

  /* How many alerts are open within one's scope. */
  function bell(count) {
    const place = document.getElementById("tc-bell-count");
    if (place) place.textContent = count ? String(count) : "";
  }

  async function ask() {
    try {
      const asOf = new URLSearchParams(window.location.search).get("as_of");
      const address = "/api/version" + (asOf ? "?as_of=" + encodeURIComponent(asOf) : "");
      const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (response.status === 401) return window.location.reload(); // the log-in is over: the server leads to a new one
      if (!response.ok) throw new Error(String(response.status));
      const state = await response.json();
      const changed = known !== null && known !== state.data_version;
      const recovered = !(document.getElementById("tc-offline") || { hidden: true }).hidden;
      // Whoever is typing goes on; the page is drawn again once they have sent it.
      const typing = window.toancanhForms && window.toancanhForms.busy();
      const moved = desk !== null && desk !== state.desk && document.querySelector("[data-desk]");
      if (!typing) desk = state.desk;
      if (!typing || !changed) known = state.data_version;
      lastGood = new Date();
      show(state.data_date);
      offline(false);
      bell(state.alerts);
      if ((changed || recovered || moved) && !typing) {
        window.dash_clientside.set_props("live-version", { data: String(known) + (recovered || moved ? "@" + Date.now() : "") });
      }
    } catch (problem) {
      offline(true);
    }
  }

  /* Another as-of date has another newest figure. */
  function askAgain() {
    const asOf = new URLSearchParams(window.location.search).get("as_of");
    if (asOf !== shownFor) ask();
    shownFor = asOf;
  }

  function start() {
    const place = document.getElementById("tc-live");
    if (!place) return window.setTimeout(start, 100);
    const seconds = Number(place.dataset.seconds) || 5;
    ask();
    timer = window.setInterval(() => document.hidden || ask(), seconds * 1000);
    document.addEventListener("visibilitychange", () => document.hidden || ask());
    for (const moved of ["popstate", "_dashprivate_pushstate"]) window.addEventListener(moved, () => window.setTimeout(askAgain, 0));
  }
  if (timer === null) start();
})();
