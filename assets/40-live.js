/* The live connection: asks every two seconds whether new data was loaded, draws the page again when it was, and says so
   when the server or the warehouse does not answer. The last good picture stays meanwhile. Times are the server's, carried
   on by a clock that nobody can set; a page that an older build of the product sent is loaded anew. */
(function () {
  "use strict";
  const PATIENCE = 8000, SOON = 700, ONCE = "tc-build", AGAIN = 8000, TRIES = 20;
  let soon = false, known = null, desk = null, told = null, toldAt = 0, started = false, timer = 0;
  let wanted = null, drawnAt = 0, tries = 0;
  let shownFor = new URLSearchParams(window.location.search).get("as_of");

  const by = (id) => document.getElementById(id);
  const two = (number) => String(number).padStart(2, "0");

  /* When the server answered last, as its own clock showed then; before it has, as that of this machine did. */
  function lastGood() {
    if (!told) return new Date().toLocaleTimeString("vi-VN", { hour12: false });
    const zone = /([+-])(\d\d):(\d\d)$/.exec(told);
    const minutes = zone ? (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
    const there = new Date(Date.parse(told) + minutes * 60_000);
    const time = [there.getUTCHours(), there.getUTCMinutes(), there.getUTCSeconds()].map(two).join(":");
    const long = performance.now() - toldAt > 12 * 3_600_000; // an hour alone would mean today
    return long ? time + " " + [there.getUTCDate(), there.getUTCMonth() + 1].map(two).join("/") : time;
  }

  function show(date) {
    const place = by("tc-data-date");
    if (place && date && place.textContent !== date) place.textContent = date;
  }

  function offline(isOffline) {
    const banner = by("tc-offline");
    if (!banner) return;
    if (isOffline) by("tc-offline-since").textContent = lastGood();
    banner.hidden = !isOffline;
  }

  /* How many alerts are open within one's scope. */
  function bell(count) {
    const place = by("tc-bell-count");
    if (place) place.textContent = count ? String(count) : "";
  }

  /* Whoever is typing goes on; the page is drawn again, or loaded anew, once they have sent it. */
  const typing = () => Boolean(window.toancanhForms && window.toancanhForms.busy());

  async function ask() {
    try {
      const asked = new URLSearchParams(known === null ? {} : { seen: known }); // another worker may have told it already
      const asOf = new URLSearchParams(window.location.search).get("as_of");
      if (asOf) asked.set("as_of", asOf);
      const response = await fetch("/api/version?" + asked, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (response.status === 401) return window.location.reload(); // the log-in is over: the server leads to a new one
      if (!response.ok) throw new Error(String(response.status));
      hear(await response.json());
    } catch (problem) {
      soon = false;
      offline(true);
    }
  }

  function hear(state) {
    const recovered = !(by("tc-offline") || { hidden: true }).hidden;
    told = state.now;
    soon = Boolean(state.soon); // a load is being drawn
    toldAt = performance.now();
    show(state.data_date);
    offline(false);
    bell(state.alerts);
    if (typing()) return;
    if (isOld(state.build)) return window.location.reload();
    const changed = known !== null && known !== state.data_version;
    const moved = desk !== null && desk !== state.desk && document.querySelector("[data-desk]");
    known = state.data_version;
    desk = state.desk;
    if (changed || recovered || moved) draw(String(known) + (recovered || moved ? "@" + Date.now() : ""), TRIES);
    else if (tries > 0 && performance.now() - drawnAt > AGAIN && !document.querySelector(`[data-drawn="${wanted}"]`)) {
      draw(known + "@" + Date.now(), tries - 1); // the warehouse went away while it was drawn
    }
  }

  function draw(stamp, left) {
    wanted = stamp;
    drawnAt = performance.now();
    tries = left;
    window.dash_clientside.set_props("live-version", { data: stamp });
  }

  /* Whether another build answers than the one that sent this page; once for each, should workers differ for a while. */
  function isOld(build) {
    const mine = by("tc-live").dataset.build;
    if (!build || !mine || build === mine || window.sessionStorage.getItem(ONCE) === build) return false;
    window.sessionStorage.setItem(ONCE, build);
    return true;
  }

  /* Another as-of date has another newest figure. */
  function askAgain() {
    const asOf = new URLSearchParams(window.location.search).get("as_of");
    if (asOf !== shownFor) ask();
    shownFor = asOf;
  }

  /* One question after the other, and not all screens in one step. */
  async function go(seconds) {
    window.clearTimeout(timer);
    if (!document.hidden) await ask();
    timer = window.setTimeout(go, (soon ? SOON : seconds * 1000) * (0.9 + Math.random() * 0.2), seconds);
  }

  function start() {
    const place = by("tc-live");
    if (!place) return window.setTimeout(start, 100);
    if (started) return;
    started = true;
    go(Number(place.dataset.seconds) || 2);
    document.addEventListener("visibilitychange", () => document.hidden || ask());
    for (const moved of ["popstate", "_dashprivate_pushstate"]) window.addEventListener(moved, () => window.setTimeout(askAgain, 0));
  }
  start();
})();
