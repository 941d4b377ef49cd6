// What people have written and not sent, kept on their device for 30 days, under their account.
// Other accounts on the same device see nothing of it. Where a browser keeps nothing, nothing is kept.
const BEGINNING = "draft/";
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

// The last part of a key: each draft has its own.
export function newName() {
  return Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
}

function found(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(BEGINNING + key));
    const isThere = draft && Date.now() - draft.at < KEPT_FOR;
    return isThere ? { ...draft, key, name: key.slice(key.lastIndexOf("/") + 1) } : null;
  } catch {
    return null;
  }
}

// Tells whether it could be kept.
export function keepDraft(key, draft) {
  try {
    localStorage.setItem(BEGINNING + key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(key) {
  try {
    localStorage.removeItem(BEGINNING + key);
  } catch {
    return;
  }
}

// The drafts whose keys begin like this, the latest first; those that are too old are dropped.
export function draftsOf(beginning) {
  const drafts = [];
  for (const key of keys()) {
    const draft = found(key);
    if (!draft) dropDraft(key);
    else if (key.startsWith(beginning)) drafts.push(draft);
  }
  return drafts.sort((one, other) => other.at - one.at);
}

function keys() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(BEGINNING))
      .map((key) => key.slice(BEGINNING.length));
  } catch {
    return [];
  }
}

// A time as people write it; another day than today has its date.
export function timeOf(at) {
  const time = new Date(at);
  const language = document.documentElement.lang;
  const isToday = time.toDateString() === new Date().toDateString();
  const day = isToday ? {} : { day: "numeric", month: "long" };
  return time.toLocaleString(language, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}
