"""Scripts that run inside the page of a table: what was painted, and when."""

from __future__ import annotations

INIT = """
(() => {
  const bench = { opened: null, frames: 0, blank: 0, waiting: 0, watching: false, wait: null, took: [], keys: [] };
  window.__rows = bench;
  // A message posted in a frame callback is handled after that frame was painted.
  const channel = new MessageChannel();
  const queue = [];
  channel.port1.onmessage = () => queue.splice(0).forEach((done) => done(performance.now()));
  bench.afterPaint = (done) => requestAnimationFrame(() => { queue.push(done); channel.port2.postMessage(0); });

  bench.look = () => {
    const grid = document.querySelector('[role="grid"]');
    if (!grid) return null;
    const frame = grid.getBoundingClientRect();
    const top = frame.top + grid.querySelector('[role="row"]').getBoundingClientRect().height;
    const rows = [...grid.querySelectorAll('[role="rowgroup"] [role="row"]')]
      .map((row) => ({ row, rect: row.getBoundingClientRect() }))
      .filter(({ rect }) => rect.bottom > top + 1 && rect.top < frame.bottom - 1)
      .sort((a, b) => a.rect.top - b.rect.top);
    let [at, blank] = [top, rows.length === 0];
    for (const { rect } of rows) {
      if (rect.top > at + 2) blank = true;
      at = Math.max(at, rect.bottom);
    }
    const last = Number(grid.getAttribute('aria-rowcount'));
    const atEnd = rows.length > 0 && Number(rows.at(-1).row.getAttribute('aria-rowindex')) >= last;
    // The scroll bar at the bottom takes a few pixels.
    if (at < frame.bottom - 20 && !atEnd) blank = true;
    return {
      blank, total: last - 1, rows: rows.map(({ row }) => row.textContent),
      waiting: rows.filter(({ row }) => row.hasAttribute('aria-busy')).length,
    };
  };

  const untilOpen = () => {
    const now = bench.look();
    if (now && now.rows.length > 0 && now.waiting === 0 && !now.blank) bench.afterPaint((at) => { bench.opened = at; });
    else requestAnimationFrame(untilOpen);
  };
  requestAnimationFrame(untilOpen);

  const watch = () => {
    if (bench.watching) bench.afterPaint(() => {
      const now = bench.look();
      bench.frames++;
      if (!now || now.blank) bench.blank++;
      if (now?.waiting) bench.waiting++;
    });
    requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);

  // The next input or key starts the clock; a look at the painted table stops it.
  bench.time = (event, done) => {
    bench.result = null;
    addEventListener(event, ({ timeStamp }) => {
      const check = () => bench.afterPaint((at) => {
        const now = bench.look();
        if (now && now.waiting === 0 && done(now)) bench.result = at - timeStamp;
        else check();
      });
      check();
    }, { once: true, capture: true });
  };

  // From a key to the picture in which the form belongs to another row.
  const title = () => document.querySelector('[data-row-form] h2')?.textContent;
  addEventListener('keydown', ({ timeStamp, key }) => {
    if (!bench.timing || !/^[1-9]$/.test(key)) return;
    const before = title();
    const check = () => bench.afterPaint((at) => {
      if (title() !== before) bench.keys.push(at - timeStamp);
      else if (at - timeStamp < 3000) check();
    });
    check();
  }, true);
})();
"""

OPENED = "() => window.__rows.opened"
START = "() => Object.assign(window.__rows, { frames: 0, blank: 0, waiting: 0, watching: true })"
STOP = "() => { const { frames, blank, waiting } = window.__rows; window.__rows.watching = false; return { frames, blank, waiting }; }"
SETTLED = "() => window.__rows.look()?.waiting === 0"
RESULT = "() => window.__rows.result"
KEYS_ON = "() => Object.assign(window.__rows, { keys: [], timing: true })"
KEYS = "() => { window.__rows.timing = false; return window.__rows.keys; }"
SCROLL_TO = """(share) => new Promise((done) => window.__rows.afterPaint(() => {
  const grid = document.querySelector('[role=grid]');
  grid.scrollTop = share * grid.scrollHeight;
  done();
}))"""
"""Between two frames, after the look at the last one: as a hand moves the scroll bar."""
UNTIL_FOUND = """([event, word, below]) => window.__rows.time(event, (now) =>
  now.rows.length > 0 && now.total < below && now.rows.every((text) => text.toLowerCase().includes(word)))"""
UNTIL_FEWER = "([event, below]) => window.__rows.time(event, (now) => now.total < below)"
UNTIL_ALL = "([event, total]) => window.__rows.time(event, (now) => now.total === total && now.rows.length > 0)"
UNTIL_FIRST = """([event, word]) => window.__rows.time(event, (now) =>
  now.rows.length > 0 && now.rows[0].includes(word))"""
