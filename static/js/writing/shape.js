// What a document says, whatever it is written with: two documents of one shape read the same.

export function shape(node, { exact = true } = {}) {
  if (node.isTextblock) return `${name(node, exact)}(${words(node, exact)})`;
  const children = [];
  node.forEach((child) => children.push(shape(child, { exact })));
  return `${name(node, exact)}[${children.filter((child) => child !== "paragraph()").join("")}]`;
}

// Levels and numbers of headings and lists differ on pages, where a text stands below a title.
function name({ type, attrs }, exact) {
  if (!exact || type.name === "doc") return type.name;
  return [type.name, attrs.level ?? "", attrs.order ?? ""].join(" ").trim();
}

// Words with the marks they carry; white space carries none, and any is like one space.
function words(node, exact) {
  let said = "";
  let open = "";
  let gap = "";
  node.forEach((child) => {
    if (!child.isText) {
      said += `{${child.type.name}}`;
      gap = "";
      return;
    }
    const marks = child.marks.map((mark) => describe(mark, exact)).sort().join(" ");
    for (const part of child.text.match(/\s+|\S+/g)) {
      if (/^\s/.test(part)) {
        gap = " ";
        continue;
      }
      const mark = marks === open ? "" : `{${marks}}`;
      said += (said && !said.endsWith("{hard_break}") ? gap : "") + mark + part;
      open = marks;
      gap = "";
    }
  });
  return said;
}

function describe(mark, exact) {
  return exact && mark.attrs.href ? `${mark.type.name}=${mark.attrs.href}` : mark.type.name;
}
