// Puts what somebody changed into the Markdown as it was written, and leaves all other bytes alone.
//
// The document is written canonically before (`first`) and after (`now`). What differs between those
// two is looked up in the source, which says the same as `first` in its own way. The result counts
// only if it reads as the document does; else whole lines are taken, and at last everything.

export function keepBytes(source, first, now, { fastDiff, readsRight }) {
  if (now === first) return source;
  if (source === first) return now;
  const kept = alignment(fastDiff(first, source));
  for (const changes of [changed(fastDiff(first, now)), wholeLines(first, now)]) {
    const result = patched(source, first, kept, changes);
    if (readsRight(result)) return result;
  }
  return now;
}

// Whether every word stands in the source as it stands in `first`, so that it can be changed alone.
// The number that an item of a list begins with is no word.
export function isAligned(source, first, fastDiff) {
  const { pairs } = alignment(fastDiff(first, source));
  return [...first.matchAll(/^\s*\d+\. |[\p{L}\p{M}\p{N}]+/gmu)].every(({ 0: word, index }) =>
    word.endsWith(" ") ||
    pairs.some((pair) => pair.from <= index && index + word.length <= pair.from + pair.length));
}

const EQUAL = 0;
const ADDED = 1;

// The stretches that both hold: `length` characters at `from` in the one and at `to` in the other.
function alignment(difference) {
  const pairs = [];
  let from = 0;
  let to = 0;
  for (const [kind, { length }] of difference) {
    if (kind === EQUAL) pairs.push({ from, to, length });
    if (kind !== ADDED) from += length;
    if (kind >= EQUAL) to += length;
  }
  return { pairs, end: { from, to, length: 0 } };
}

// Stretches of `first` and what stands there now.
function changed(difference) {
  const changes = [];
  let at = 0;
  let open = null;
  for (const [kind, text] of difference) {
    if (kind === EQUAL) {
      open = null;
      at += text.length;
      continue;
    }
    if (!open) changes.push((open = { start: at, end: at, text: "" }));
    if (kind === ADDED) open.text += text;
    else at = open.end += text.length;
  }
  return changes;
}

// The lines between those at both ends that stay as they are.
function wholeLines(first, now) {
  const [before, after] = [lines(first), lines(now)];
  let top = 0;
  while (top < Math.min(before.length, after.length) && before[top] === after[top]) top += 1;
  let bottom = 0;
  const room = Math.min(before.length, after.length) - top;
  while (bottom < room && before.at(-1 - bottom) === after.at(-1 - bottom)) bottom += 1;
  const start = before.slice(0, top).join("").length;
  const length = before.slice(top, before.length - bottom).join("").length;
  return [{ start, end: start + length, text: after.slice(top, after.length - bottom).join("") }];
}

function lines(text) {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

function patched(source, first, kept, changes) {
  let result = "";
  let done = 0;
  for (const { start, end, text } of changes) {
    const from = start === end ? point(kept, start) : beginning(kept, start);
    const to = start === end ? from : ending(kept, end);
    if (from.to < done || to.to < from.to) return null;
    result += source.slice(done, from.to) + first.slice(from.from, start) + text + first.slice(end, to.from);
    done = to.to;
  }
  return result + source.slice(done);
}

// Where a place in `first` lies in the source: within what both hold, at its edge, or next to it.
function point(kept, at) {
  return shared(kept, (pair) => pair.from <= at && at <= pair.from + pair.length, at) ?? beforeGap(kept, at);
}

function beginning(kept, at) {
  return shared(kept, (pair) => pair.from <= at && at < pair.from + pair.length, at) ?? beforeGap(kept, at);
}

function ending(kept, at) {
  return shared(kept, (pair) => pair.from < at && at <= pair.from + pair.length, at) ?? behindGap(kept, at);
}

function shared({ pairs }, holds, at) {
  const pair = pairs.find(holds);
  return pair && { from: at, to: pair.to + at - pair.from };
}

function beforeGap({ pairs }, at) {
  const pair = pairs.findLast(({ from, length }) => from + length <= at);
  return pair ? { from: pair.from + pair.length, to: pair.to + pair.length } : { from: 0, to: 0 };
}

function behindGap({ pairs, end }, at) {
  const { from, to } = pairs.find((pair) => pair.from >= at) ?? end;
  return { from, to };
}
