/* The line to the server: what is new is asked every two seconds, and every answer may fail. What was read stays, and
   the screen says since when; as soon as there is an answer again, everything is asked anew. */
(function (wall) {
  "use strict";
  const EVERY = 2000, SOON = 700, STEERED = 60_000, PATIENCE = 8000, LOST_AFTER = 2;
  const own = new URLSearchParams(window.location.search);
  if (!own.get("screen")) own.set("mark", mark());
  const kept = new Map();
  let told = {}, misses = 0, since = null, read = null, reason = "", steered = -Infinity, after = "";

  /* A screen that nobody named tells itself from the others, so that it can be seen and steered from afar all the same. */
  function mark() {
    const had = window.sessionStorage.getItem("tc-mark");
    const own = had || [...crypto.getRandomValues(new Uint8Array(4))].map((one) => (one % 36).toString(36)).join("");
    window.sessionStorage.setItem("tc-mark", own);
    return own;
  }

  function address(path, more) {
    const query = new URLSearchParams(own);
    for (const [name, value] of more || []) query.append(name, value);
    return path + "?" + query;
  }

  async function fetched(path, more, headers) {
    const options = { cache: "no-store", headers: { "X-Wall": "1", ...headers }, signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(address(path, more), options);
    if (answer.status === 304) return { status: 304, said: null };
    const said = await answer.json().catch(() => ({}));
    return { status: answer.status, said, etag: answer.headers.get("ETag") };
  }

  /* A scene: fresh, or as it was kept where nothing changed or no answer came. Throws a sentence where it failed. */
  async function scene(name) {
    const form = wall.stage.form(), key = form + "/" + name, had = kept.get(key);
    let answer;
    try {
      const asked = [["form", form], ...(told.version ? [["version", String(told.version)]] : [])]; // another worker may not know of it yet
      answer = await fetched("/api/wall/scene/" + encodeURIComponent(name), asked, had ? { "If-None-Match": had.etag } : {});
    } catch (problem) {
      if (had) return had;
      throw new Error(wall.words.online + "?");
    }
    if (answer.status === 304) return had;
    if (answer.status === 200) {
      const found = { name, html: answer.said.html, title: answer.said.title, told: answer.said.told, version: answer.said.version, etag: answer.etag };
      kept.set(key, found);
      return found;
    }
    if (had && answer.status !== 404 && answer.status !== 500) return had;
    const failed = new Error(answer.said.reason || String(answer.status));
    failed.isScene = answer.status === 404 || answer.status === 500;
    throw failed;
  }

  async function playlist() {
    const answer = await fetched("/api/wall/playlist");
    if (answer.status !== 200) throw new Error(String(answer.status));
    return answer.said;
  }

  /* Ask how things stand; `report` is what the screen says of itself. Resolves with the answer, or null. */
  async function ask(report) {
    const more = [["after", after], ...report];
    try {
      const answer = await fetched("/api/wall/stand", more);
      if (answer.said && answer.said.now) wall.clock.hear(answer.said.now);
      if (answer.status === 200) return good(answer.said);
      missed(answer.status === 401 ? answer.said.over || "logged_out" : "down");
    } catch (problem) {
      missed("lost");
    }
    return null;
  }

  function good(said) {
    const recovered = misses >= LOST_AFTER;
    misses = 0;
    since = null;
    reason = "";
    read = wall.clock.moment();
    after = String(said.command);
    if (said.commands.length) steered = performance.now();
    const before = told;
    told = { ...said, date: said.date || before.date };
    state();
    return { ...said, recovered, before };
  }

  function missed(why) {
    misses += 1;
    since = since || wall.clock.moment();
    reason = why;
    told = { ...told, soon: false };
    if (misses >= LOST_AFTER || ["revoked", "expired", "unknown", "logged_out"].includes(why)) state();
  }

  function state() {
    const place = wall.by("w-state"), bad = reason !== "";
    place.className = bad ? "w-lost" : "w-online";
    if (!bad) return wall.text(place, "● " + wall.words.online + " · " + wall.say("data", { day: told.date || "…" }));
    const time = since === null ? "…" : wall.clock.exact(since), last = read === null ? "…" : wall.clock.hours(read);
    const word = reason === "unknown" ? "revoked" : reason;
    wall.text(place, "▲ " + wall.say(word, { time, read: last }));
  }

  wall.live = {
    ask,
    scene,
    playlist,
    state,
    isOver: () => reason === "revoked" || reason === "unknown",
    wait: () => (told.soon || performance.now() - steered < STEERED ? SOON : EVERY) * (0.9 + Math.random() * 0.2),
    forget: (names) => [...kept.keys()].filter((key) => !names.has(key.split("/")[1])).forEach((key) => kept.delete(key)),
  };
})(window.tcWall);
