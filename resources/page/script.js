"use strict";
// Search and filters of the findings. A word is found by its beginning, in any case, with or without
// accents, as in the program.
const form = document.querySelector("form");
const announced = form.querySelector("[role=status]");
const showAll = form.querySelector("[type=reset]");
const printing = document.getElementById("print");

const folded = (text) =>
  ` ${text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`;
const entries = [...document.querySelectorAll("article")].map((article) => ({
  article,
  kind: article.dataset.kind,
  forces: article.dataset.forces.split(" "),
  text: folded(article.textContent),
}));
const isFinding = (entry) => entry.kind !== undefined; // or a further quote, which has no kind

const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function result(shown) {
  const findings = entries.filter(isFinding).length;
  const found = shown.filter(isFinding).length;
  const quotes = shown.length - found;
  const further = quotes ? ` and ${counted(quotes, "further quote")}` : "";
  return `${found} of ${counted(findings, "finding")}${further}`;
}

function show() {
  const chosen = new FormData(form);
  const kind = chosen.get("kind") ?? "";
  const force = chosen.get("force") ?? "";
  const terms = chosen.get("search").split(/\s+/).map(folded).filter((term) => term !== " ");
  const shown = [];
  for (const entry of entries) {
    const matches =
      (!kind || entry.kind === kind) &&
      (!force || entry.forces.includes(force)) &&
      terms.every((term) => entry.text.includes(term));
    entry.article.hidden = !matches;
    if (matches) shown.push(entry);
  }
  for (const section of new Set(entries.map((entry) => entry.article.parentElement))) {
    section.hidden = !section.querySelector("article:not([hidden])");
  }
  showAll.hidden = shown.length === entries.length;
  announced.textContent = showAll.hidden ? "" : result(shown);
}

// Questions and tables are closed on screen and open on paper.
const folding = [...document.querySelectorAll("details")];
let closed = folding;
function closeAgain() {
  for (const details of closed) details.open = false;
}
function openAll() {
  closed = folding.filter((details) => !details.open);
  for (const details of closed) details.open = true;
}

form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => {
  form.elements.search.focus();
  setTimeout(show); // when the fields have been emptied
});
printing.addEventListener("click", () => print());
addEventListener("beforeprint", openAll);
addEventListener("afterprint", closeAgain);
closeAgain();
form.hidden = printing.hidden = false;
show(); // a browser may restore what was typed
