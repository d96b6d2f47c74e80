"""Scripts that run inside the page: they watch what was painted, and when."""

from __future__ import annotations

INIT = """
(() => {
  const bench = { keys: [], opened: null, frames: 0, blank: 0, bare: 0, filled: [], watching: false, missing: null };
  window.__bench = bench;
  // A message posted in a frame callback is handled after that frame was painted.
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.splice(0).forEach((done) => done(performance.now()));
  bench.afterPaint = (done) => requestAnimationFrame(() => { waiting.push(done); channel.port2.postMessage(0); });

  addEventListener('keydown', (event) => {
    const { timeStamp, key } = event;
    bench.lastKey = timeStamp;
    if (!bench.timing) return;
    bench.afterPaint((now) => bench.keys.push({ key, ms: now - timeStamp }));
  }, true);

  const shown = () => {
    const scroller = document.querySelector('.gx-scroller');
    if (!scroller) return null;
    const frame = scroller.getBoundingClientRect();
    const lines = [...scroller.querySelectorAll('.gx-line')]
      .map((line) => ({ line, rect: line.getBoundingClientRect() }))
      .filter(({ rect }) => rect.bottom > frame.top + 1 && rect.top < frame.bottom - 1)
      .sort((a, b) => a.rect.top - b.rect.top);
    return { frame, lines };
  };
  const hasText = (line) => (line.querySelector('.gx-text')?.textContent ?? '').length > 0;
  const atEnd = (lines) => lines.length > 0 && lines[lines.length - 1].line.dataset.last === 'true';

  bench.look = () => {
    const now = shown();
    if (!now) return { blank: true, missing: 1 };
    const { frame, lines } = now;
    let at = frame.top + 40;
    let blank = lines.length === 0;
    for (const { rect } of lines) {
      if (rect.top > at + 2) blank = true;
      at = Math.max(at, rect.bottom);
    }
    const bottom = frame.bottom - (bench.nearEnd ? 200 : 0);
    if (at < bottom - 2 && !atEnd(lines)) blank = true;
    const without = lines.filter(({ line }) => !hasText(line));
    const bare = without.filter(({ line }) => !line.querySelector('.gx-skeleton')).length;
    return { blank, bare, missing: without.length, first: lines[0]?.line.dataset.line };
  };

  const untilOpen = () => {
    const now = shown();
    const ready = now && now.lines.length > 0 && now.lines.every(({ line }) => hasText(line))
      && document.querySelector('.gx-cap');
    if (ready) bench.afterPaint((at) => { bench.opened = at; });
    else requestAnimationFrame(untilOpen);
  };
  requestAnimationFrame(untilOpen);

  const watch = () => {
    if (bench.watching) {
      // Look after all callbacks of this frame ran, i.e. at what is painted.
      bench.afterPaint((at) => {
        const { blank, bare, missing } = bench.look();
        bench.frames++;
        if (blank) bench.blank++;
        if (bare) bench.bare++;
        if (missing && bench.missing === null) bench.missing = at;
        if (!missing && bench.missing !== null) {
          bench.filled.push(at - bench.missing);
          bench.missing = null;
        }
      });
    }
    requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
})();
"""
"""Collects ``keys`` (milliseconds from event to paint), ``blank`` frames and ``filled`` times."""

PALETTE = """(shows) => new Promise((done) => {
  const look = () => {
    const first = document.querySelector('[role=group] [data-option]');
    if (first && first.textContent.includes(shows))
      window.__bench.afterPaint((now) => done(now - window.__bench.lastKey));
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Milliseconds from the last key to the picture in which the first class of the label box has ``shows`` in its name."""
OPENED = "() => window.__bench.opened"
START = (
    "() => Object.assign(window.__bench, { frames: 0, blank: 0, bare: 0, filled: [], missing: null, watching: true })"
)
STOP = """() => {
  const { frames, blank, bare, filled } = window.__bench;
  window.__bench.watching = false;
  return { frames, blank, bare, filled };
}"""
SETTLED = "() => !window.__bench.look().missing"
KEYS_ON = "() => Object.assign(window.__bench, { keys: [], timing: true })"
KEYS = "() => { window.__bench.timing = false; return window.__bench.keys; }"
SCROLL_TO = "(share) => { const s = document.querySelector('.gx-scroller'); s.scrollTop = share * s.scrollHeight; }"
