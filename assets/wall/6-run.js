/* What a screen does all day: scenes in their order, news as they come, commands from afar, a call to an alert once. */
(function (wall) {
  "use strict";
  const TICK = 250, AHEAD = 4000, AGAIN = 30_000, RETRY = 5000, TELL = 30_000;
  const { stage, live, clock } = wall;
  const failed = new Map(), told = new Map();
  const called = new Set(JSON.parse(window.sessionStorage.getItem("tc-called") || "[]"));
  let list = null, at = 0, wanted = 0, due = Infinity, paused = false, busy = 0, prepared = -1, looked = 0, toldUntil = 0;
  let back = null, calls = [], saying = "", version = null, desk = null, first = true, reload = false, behind = false, said = new Set();

  // --- which scene ----------------------------------------------------------------------------------------------------

  const scenes = () => (list ? list.scenes : []);
  const secondsOf = (scene) => (scene ? scene.seconds : 30);
  const turned = (index) => (scenes().length ? ((index % scenes().length) + scenes().length) % scenes().length : 0);

  /* Show the scene at a place, or the next that can be shown; those beside it where the wall is wide. */
  async function go(index, way) {
    const mine = ++busy;
    wanted = turned(index); // from here whoever leafs on before it stands there goes on
    due = performance.now() + RETRY; // until it stands there, its time has not begun
    const found = await from(turned(index), way || 1);
    if (mine !== busy) return; // somebody wanted another one meanwhile
    wanted = found.length ? found[0].index : at;
    if (!found.length) {
      if (live.isOver() || !scenes().length || failed.size) stage.say(live.isOver() ? wall.words.revoked : wall.words.empty);
      return;
    }
    if (reload) return window.location.reload();
    at = found[0].index;
    found.forEach(({ scene }, slot) => stage.show(slot, scene, secondsOf(scenes()[at]), true));
    due = performance.now() + secondsOf(scenes()[at]) * 1000;
    looked = performance.now();
    prepared = -1;
    around();
  }

  async function from(index, way) {
    const found = [];
    for (let step = 0; step < scenes().length && found.length < Math.min(stage.count(), scenes().length); step += 1) {
      const place = turned(index + (found.length ? step : step * way));
      const scene = await taken(scenes()[place].name);
      if (scene && !found.some((one) => one.index === place)) found.push({ index: place, scene });
    }
    return found;
  }

  /* A scene, or null where it failed; what failed is remembered until it works, and said to the operator. */
  async function taken(name) {
    try {
      const scene = await live.scene(name);
      failed.delete(name);
      told.set(name, scene.told || []);
      return scene;
    } catch (problem) {
      if (problem.isScene) failed.set(name, problem.message);
      return null;
    }
  }

  /* The same scenes again, with what has come in; nothing moves but what changed. */
  async function refresh() {
    looked = performance.now();
    behind = false;
    const mine = busy;
    const shown = Array.from({ length: Math.min(stage.count(), scenes().length) }, (_one, slot) => turned(at + slot));
    for (const [slot, place] of shown.entries()) {
      const scene = await taken(scenes()[place].name);
      if (mine !== busy) return;
      if (scene) stage.show(slot, scene, secondsOf(scenes()[place]));
      if (!scene || scene.version < version) behind = true; // no answer in time: it is asked again soon
    }
    around();
  }

  // --- what stands around it -------------------------------------------------------------------------------------------

  const sentences = () => [
    ...(list ? list.told : []),
    ...clock.told(),
    ...[...failed.entries()].map(([name, reason]) => (scenes().find((one) => one.name === name) || { title: name }).title + ": " + reason),
    ...[...told.values()].flat(),
  ];

  function around() {
    const fresh = sentences().filter((one) => !said.has(one));
    if (fresh.length) toldUntil = performance.now() + TELL; // in words for a while, then by their number
    said = new Set(sentences());
    const next = scenes()[turned(at + stage.count())];
    const count = sentences().length;
    const shown = count && performance.now() < toldUntil ? sentences()[Math.floor(performance.now() / 6000) % count] : "";
    wall.text(wall.by("w-said"), shown ? "▲ " + shown : count ? "▲ " + wall.say("told", { count }) : list ? list.title : "");
    wall.by("w-said").className = count ? "w-warned" : "";
    const still = back !== null ? "▲ " + wall.words.jumped + (saying ? ": " + saying : "") : paused ? "❚❚ " + wall.words.paused : next && scenes().length > stage.count() ? "▸ " + next.title : "";
    wall.text(wall.by("w-next"), still);
    const dots = wall.by("w-dots");
    while (dots.children.length > scenes().length) dots.lastElementChild.remove();
    while (dots.children.length < scenes().length) dots.append(document.createElement("li"));
    [...dots.children].forEach((dot, place) => {
      dot.className = (place >= at && place < at + stage.count() ? "w-on" : "") + (failed.has((scenes()[place] || {}).name) ? " w-bad" : "");
    });
    dots.hidden = scenes().length < 2;
  }

  // --- what is done ----------------------------------------------------------------------------------------------------

  const act = {
    scenes,
    called: () => (list ? list.called : ""),
    next: () => leaf(wanted + stage.count(), 1),
    previous: () => leaf(wanted - stage.count(), -1),
    pick: (index) => (index < scenes().length ? leaf(index, 1) : false),
    toggle: () => hold(!paused),
  };

  /* Whoever leafs has seen what called. */
  function leaf(index, way) {
    back = null;
    calls = [];
    void go(index, way);
  }

  function hold(on) {
    paused = on;
    if (!on) due = performance.now() + secondsOf(scenes()[at]) * 1000;
    around();
  }

  /* The place of a scene; of one that plays through several indicators, that of the first. */
  function placeOf(name) {
    const exact = scenes().findIndex((one) => one.name === name);
    return exact >= 0 ? exact : scenes().findIndex((one) => one.name.split(":")[0] === name);
  }

  function obey({ action, scene }) {
    back = null;
    calls = [];
    if (action === "next") act.next();
    if (action === "previous") act.previous();
    if (action === "pause" || action === "play") hold(action === "pause");
    const index = placeOf(scene);
    if (action === "show" && index >= 0) go(index, 1);
  }

  /* Go where alerts call, one after the other and each once, and come back to where we were, also to a scene that
     somebody has stopped at. What was called before the screen began is past. */
  function heed(jumps) {
    const fresh = jumps.filter((one) => !called.has(one.id));
    if (!fresh.length) return;
    fresh.forEach((one) => called.add(one.id));
    while (called.size > 200) called.delete(called.values().next().value);
    window.sessionStorage.setItem("tc-called", JSON.stringify([...called]));
    if (first) return;
    for (const one of fresh) if (!calls.some((other) => other.scene === one.scene)) calls.push(one);
    if (back === null) answer();
  }

  /* Show what the next call is about, unless it is shown already; false where nothing calls any more. */
  function answer() {
    while (calls.length) {
      const { scene, said } = calls.shift(), index = placeOf(scene);
      if (index < 0 || (index >= at && index < at + stage.count())) continue;
      back = back === null ? at : back;
      saying = said || "";
      go(index, 1);
      return true;
    }
    return false;
  }

  async function relist() {
    const shown = scenes()[at] && scenes()[at].name;
    list = await live.playlist();
    toldUntil = performance.now() + TELL;
    clock.set(list);
    stage.gently(list.transitions);
    live.forget(new Set(scenes().map((one) => one.name)));
    for (const kept of [failed, told]) for (const name of [...kept.keys()]) if (!scenes().some((one) => one.name === name)) kept.delete(name);
    const index = scenes().findIndex((one) => one.name === shown);
    if (index < 0) return go(0, 1);
    at = wanted = index;
    return refresh();
  }

  async function listen() {
    const report = [["shows", (scenes()[at] || {}).name || ""], ["state", paused ? "stands" : "plays"], ["list", list ? list.name : ""]];
    if (version !== null) report.push(["seen", String(version)]);
    for (const sentence of sentences().slice(0, 12)) report.push(["told", sentence.slice(0, 300)]);
    const news = await live.ask(report);
    if (live.isOver()) stage.say(wall.words.revoked);
    if (news) await hear(news).catch(() => undefined);
    window.setTimeout(listen, live.wait());
  }

  async function hear(news) {
    if (news.build !== document.body.dataset.build) reload = true; // at the next change of scenes
    const changed = version !== null && (version !== news.version || desk !== news.desk);
    version = news.version;
    desk = news.desk;
    if (!list || news.stamp !== list.stamp) await relist();
    else if (changed || news.recovered) await refresh();
    news.commands.forEach(obey);
    heed(news.jumps);
    first = false;
    around();
  }

  function tick() {
    clock.tick();
    stage.turn();
    live.state();
    const now = performance.now();
    if (stage.fit()) go(at, 1);
    if (!list) return;
    if (!paused && scenes().length > stage.count() && now >= due - AHEAD && prepared !== at) {
      prepared = at;
      for (let slot = 0; slot < stage.count(); slot += 1) taken(scenes()[turned(at + stage.count() + slot)].name);
    }
    if (now >= due && (back !== null || !paused || !scenes().length)) {
      if (answer()) return;
      const index = back === null ? at + stage.count() : back;
      back = null;
      go(index, 1);
    } else if (now - looked > (behind ? RETRY : AGAIN)) {
      refresh();
    } else if (toldUntil && now < toldUntil + 7000) {
      around();
    }
  }

  stage.fit();
  wall.keys.listen(act);
  window.setInterval(tick, TICK);
  listen();
})(window.tcWall);
