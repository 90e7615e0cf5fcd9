"use strict";
// Filters, and the report's text at the place of a quote. Everything else on the page works without this.
const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
const byId = (id) => document.getElementById(id);

const items = all("details.c").map((node) => ({ node, words: node.textContent.toLowerCase() }));
const buttons = all("button[data-verdict]");
const search = byId("search"), count = byId("count");
// A select by the attribute that it is about; the reasons of a commitment are several, and the offices that help.
const choices = ["area", "reason", "owner", "lead", "with", "light"].map(byId).filter(Boolean);
const said = (node, name) => {
  if (name === "reason") return (node.dataset.reasons || "").split(" ");
  return name === "with" ? JSON.parse(node.dataset.with || "[]") : [node.dataset[name]];
};

function apply() {
  const wanted = buttons.filter((each) => each.getAttribute("aria-pressed") === "true").map((each) => each.dataset.verdict);
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { node, words: text } of items) {
    const fits = (!wanted.length || wanted.includes(node.dataset.verdict)) &&
      choices.every((each) => !each.value || said(node, each.id).includes(each.value)) &&
      words.every((word) => text.includes(word));
    node.hidden = !fits;
    shown += fits;
  }
  for (const section of all("section.area")) section.hidden = !section.querySelector("details.c:not([hidden])");
  count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", items.length);
  byId("none").hidden = shown > 0;
  keep(wanted);
}

// The state of the filters stands in the address, so that it can be handed on: #?verdict=unmet&owner=…
function keep(wanted) {
  const state = new URLSearchParams();
  for (const verdict of wanted) state.append("verdict", verdict);
  for (const each of choices) if (each.value) state.set(each.id, each.value);
  if (search.value) state.set("search", search.value);
  const text = state.toString();
  if (text) history.replaceState(null, "", `#?${text}`);
  else if (location.hash.startsWith("#?")) history.replaceState(null, "", location.pathname + location.search);
}

function restore() {
  if (!location.hash.startsWith("#?")) return;
  const state = new URLSearchParams(location.hash.slice(2));
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(state.getAll("verdict").includes(button.dataset.verdict)));
  }
  for (const each of choices) each.value = state.get(each.id) || "";
  search.value = state.get("search") || "";
  apply();
}

if (search) {
  byId("filters").hidden = false;
  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      apply();
    });
  }
  for (const field of [search, ...choices]) field.addEventListener("input", apply);
  byId("clear").addEventListener("click", () => {
    for (const button of buttons) button.setAttribute("aria-pressed", "false");
    for (const field of [search, ...choices]) field.value = "";
    apply();
    search.focus();
  });
  byId("open").addEventListener("click", () => {
    const closed = items.filter((each) => !each.node.hidden && !each.node.open);
    for (const { node } of items) if (!node.hidden) node.open = closed.length > 0;
  });
  if (location.hash.startsWith("#?")) restore(); else apply();
}

// Offsets count code points; JavaScript's strings count UTF-16 units.
const viewer = byId("viewer");
if (viewer) {
  const texts = JSON.parse(byId("texts").textContent);
  const pane = byId("text");
  let from = null;
  const show = (button) => {
    const points = Array.from(texts[button.dataset.report]);
    const start = Number(button.dataset.start), end = Number(button.dataset.end);
    const mark = document.createElement("mark");
    mark.textContent = points.slice(start, end).join("");
    pane.replaceChildren(points.slice(0, start).join(""), mark, points.slice(end).join(""));
    byId("report").textContent = button.dataset.title;
    from = button;
    viewer.showModal();
    pane.focus();
    mark.scrollIntoView({ block: "center" });
  };
  for (const button of all("button.quote")) button.addEventListener("click", () => show(button));
  byId("close").addEventListener("click", () => viewer.close());
  viewer.addEventListener("click", (event) => { if (event.target === viewer) viewer.close(); });
  viewer.addEventListener("close", () => { if (from) from.focus(); });
}

function openNamed() {
  if (location.hash.startsWith("#?")) return search ? restore() : undefined;
  const node = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
  if (!node || !node.matches("details.c")) return;
  node.hidden = false;
  node.open = true;
  // the filters stay at the top of the window, and would hide its head
  const filters = byId("filters"), over = filters && getComputedStyle(filters).position === "sticky";
  node.style.scrollMarginTop = `${over ? filters.offsetHeight + 8 : 8}px`;
  node.scrollIntoView();
}
window.addEventListener("hashchange", openNamed);
openNamed();

// What is shown is printed open, and then closed again.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = items.map((each) => each.node).filter((node) => !node.open && !node.hidden);
  for (const node of opened) node.open = true;
});
window.addEventListener("afterprint", () => { for (const node of opened) node.open = false; });
