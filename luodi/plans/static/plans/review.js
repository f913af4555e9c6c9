// The review page under the keyboard. Every key presses what stands on the page with its letter,
// so the page does the same without this script.
"use strict";

const text = document.getElementById("text");

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && field) field.blur();
  if (field || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!place) return;
  event.preventDefault();
  if (place.localName !== "details") return place.click();
  place.open = !place.open;
  if (place.open) place.querySelector("input:not([type=hidden]), select")?.focus();
});

// Where a point of the selection stands in the version's text, in characters as Python counts them.
function position(node, offset) {
  const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!line) return null;
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, offset);
  const words = before.cloneContents();
  words.querySelectorAll(".ref").forEach((link) => link.remove());
  return Number(line.dataset.start) + [...words.textContent].length;
}

function selected() {
  const chosen = document.getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed || !text.contains(chosen.anchorNode)) return null;
  const range = chosen.getRangeAt(0);
  const edges = [
    position(range.startContainer, range.startOffset),
    position(range.endContainer, range.endOffset),
  ];
  return edges.includes(null) ? null : edges;
}

document.querySelectorAll("[data-add]").forEach((link) =>
  link.addEventListener("click", () => {
    const edges = selected();
    if (!edges) return;
    const address = new URL(link.href);
    address.searchParams.set("start", edges[0]);
    address.searchParams.set("end", edges[1]);
    link.href = address;
  }),
);
