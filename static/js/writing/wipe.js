// Wipes what this site keeps on the device: drafts of everybody who wrote here. One stays signed in.
export function wipe(section) {
  section.hidden = false;
  section.querySelector("button").addEventListener("click", () => {
    for (const storage of [localStorage, sessionStorage]) storage.clear();
    section.querySelector("[role=status] > span").hidden = false;
  });
}
