/* The time as the server told it, carried on by a clock that nobody can set: neither a wrong clock of the screen nor
   a lost connection makes the wall lie. Ages, the dimming at night and the shift against burn-in follow it. */
(function (wall) {
  "use strict";
  const MINUTE = 60_000, DAY = 86_400_000, SHIFT = 4, APART = 3 * MINUTE;
  const PLACES = [[0, 0], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]];
  let told = Date.now(), at = performance.now(), zone = 420; // Viet Nam is seven hours ahead until the server has spoken
  let night = null, dim = 1, shifts = false, minute = null, apart = 0, sentence = "";

  function hear(text) {
    const found = /([+-])(\d\d):(\d\d)$/.exec(text);
    told = Date.parse(text);
    at = performance.now();
    if (found) zone = (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
    compare(told - Date.now());
    tick();
  }

  /* Where two clocks differ one is wrong, and nobody here can tell which; said anew only when the difference is another. */
  function compare(difference) {
    if (Math.abs(difference) <= APART) sentence = "";
    else if (!sentence || Math.abs(difference - apart) > APART) sentence = wall.say("apart", { server: full(told), screen: full(Date.now()) });
    else return;
    apart = difference;
  }

  const moment = () => told + performance.now() - at;
  const local = (when) => new Date(when + zone * MINUTE); // read with getUTC…
  const two = (number) => String(number).padStart(2, "0");
  const hours = (when) => two(local(when).getUTCHours()) + ":" + two(local(when).getUTCMinutes());
  const dated = (when) => [local(when).getUTCDate(), local(when).getUTCMonth() + 1].map(two).join("/");
  const today = (when) => Math.floor((when + zone * MINUTE) / DAY) === Math.floor((moment() + zone * MINUTE) / DAY);
  const since = (when, text) => (today(when) ? text : text + " " + dated(when)); // hours alone would mean today
  const full = (when) => hours(when) + " " + dated(when) + "/" + local(when).getUTCFullYear();
  const exact = (when) => since(when, hours(when) + ":" + two(local(when).getUTCSeconds()));

  function tick() {
    const now = moment(), day = local(now);
    const date = [day.getUTCDate(), day.getUTCMonth() + 1].map(two).join("/") + "/" + day.getUTCFullYear();
    wall.text(wall.by("w-clock"), wall.words.days.split("|")[day.getUTCDay()] + " " + date + "\u2002" + hours(now));
    const passed = Math.floor(now / MINUTE);
    if (passed === minute) return;
    minute = passed;
    ages(document);
    darken(day);
    shift(passed);
  }

  /* Days since: of everything in `root` that carries the day on which it came to be known. */
  function ages(root) {
    const today = Math.floor((moment() + zone * MINUTE) / DAY);
    for (const one of root.querySelectorAll("[data-day]")) {
      const days = today - Math.floor(Date.parse(one.dataset.day) / DAY);
      const words = days <= 0 ? wall.words.today : days === 1 ? wall.words.yesterday : wall.say("ago", { days });
      wall.text(one, words);
    }
  }

  function darken(day) {
    const now = two(day.getUTCHours()) + ":" + two(day.getUTCMinutes());
    const [from, to] = night || ["", ""];
    const dark = night && (from <= to ? from <= now && now < to : now >= from || now < to);
    wall.by("w-night").style.opacity = dark ? String(1 - dim) : "0";
  }

  function shift(passed) {
    const [x, y] = shifts ? PLACES[passed % PLACES.length] : [0, 0];
    wall.by("w-shift").style.transform = x || y ? `translate(${(x * SHIFT) / 10}rem, ${(y * SHIFT) / 10}rem)` : "";
  }

  wall.clock = {
    hear,
    moment,
    hours: (when) => since(when, hours(when)),
    exact,
    told: () => (sentence ? [sentence] : []),
    ages,
    tick,
    set(playlist) {
      night = playlist.night;
      dim = playlist.dim;
      shifts = playlist.shift;
      minute = null;
      tick();
    },
  };
})(window.tcWall);
