// What the eye would see of a page: what lies beside the screen, is cut off, moves, or has no edge.
// Each function returns a list of troubles, in words. Loaded before every page that is examined.
window.screenTroubles = (() => {
  const SCROLLS = ["auto", "scroll"];
  const FIELDS = "button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, summary";

  const named = (found) => {
    const classes = [...found.classList].map((name) => `.${name}`).join("");
    return found.localName + (found.id ? `#${found.id}` : "") + classes;
  };

  const style = (found) => getComputedStyle(found);

  const isSeen = (found) => {
    const { width, height } = found.getBoundingClientRect();
    return width > 1 && height > 1 && found.checkVisibility({ visibilityProperty: true });
  };

  const all = (selector = "body *") => [...document.querySelectorAll(selector)].filter(isSeen);

  // A table or a line of code may scroll by itself; what is inside then lies in view once it does.
  const scrollsItself = (found) => {
    for (let at = found; at && at !== document.body; at = at.parentElement) {
      if (SCROLLS.includes(style(at).overflowX)) return true;
    }
    return false;
  };

  const ownText = (found) => [...found.childNodes].some((node) => node.nodeType === 3 && node.data.trim());

  const beside = () => {
    const width = document.documentElement.clientWidth;
    const out = all().filter((found) => {
      const { left, right } = found.getBoundingClientRect();
      return (right > width + 1 || left < -1) && !scrollsItself(found);
    });
    const troubles = out.map((found) => `lies beside the screen: ${named(found)}`);
    const scrolls = document.documentElement.scrollWidth > innerWidth;
    return scrolls ? ["the page scrolls both ways", ...troubles] : troubles;
  };

  const hasText = (found) => ownText(found) || [...found.querySelectorAll("*")].some((inner) => ownText(inner) && isSeen(inner));

  const cut = () =>
    all()
      .filter((found) => {
        const { overflowX, overflowY } = style(found);
        const hidesX = ["hidden", "clip"].includes(overflowX) && found.scrollWidth > found.clientWidth + 1;
        const hidesY = ["hidden", "clip"].includes(overflowY) && found.scrollHeight > found.clientHeight + 1;
        return (hidesX || hidesY) && hasText(found);
      })
      .map((found) => `is cut off: ${named(found)}`);

  // What stays in place while a page scrolls must leave most of a small screen to what is read.
  const covered = () => {
    const staying = all().filter((found) => ["fixed", "sticky"].includes(style(found).position));
    const tall = staying.map((found) => found.getBoundingClientRect().height);
    const most = innerHeight / 2;
    return staying.filter((_, n) => tall[n] > most).map((found) => `covers the screen: ${named(found)}`);
  };

  const moving = () => {
    const moves = ({ animationName, transitionDuration, scrollBehavior }) =>
      animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0.01)
      || scrollBehavior === "smooth";
    const elements = [document.documentElement, ...document.querySelectorAll("body *")];
    return elements.filter((found) => moves(style(found))).map((found) => `moves: ${named(found)}`);
  };

  const hasEdge = (found) => {
    const { borderTopStyle, borderBottomStyle, borderBottomWidth, textDecorationLine } = style(found);
    const border = [borderTopStyle, borderBottomStyle].some((kind) => kind !== "none");
    return (border && parseFloat(borderBottomWidth) > 0) || textDecorationLine.includes("underline");
  };

  // With forced colours grounds and shadows are gone; a control is told from words by its edge.
  const edgeless = () =>
    all(FIELDS)
      .filter((found) => !hasEdge(found) && !found.matches("summary, [aria-current]"))
      .map((found) => `has no edge: ${named(found)}`);

  return { beside, cut, covered, moving, edgeless };
})();
