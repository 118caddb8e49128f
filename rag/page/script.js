// Runs once, when the source panel is on the page. gradio provides: element (the panel), trigger (sends an event to the
// server) and watch (calls back when the panel's content has changed). No text of a document is ever made into HTML here.

const PANEL = "youjuPanel"; // marks the entry of the browser's history at which the panel is shown
const narrow = matchMedia("(max-width: 899px)"); // as in style.css
const side = document.getElementById("y-right");
let opener = null; // what was clicked, to give the focus back to
let wanted = ""; // the reference last asked for
let way = ""; // the step from page to page by which it was asked for
let view = "original"; // what is shown of a document that has both: the pictures of its pages, or its "text"
let enlarged = false; // the pictures

document.documentElement.lang = navigator.language;

function reveal() {
  element.classList.remove("y-loading");
  look(true);
}

// Show the side of the document that is wanted, at the cited words. again: it is shown anew.
function look(again) {
  const original = element.querySelector(".y-original");
  const text = element.querySelector(".y-written");
  const pictured = original && view === "original";
  if (original) {
    original.hidden = !pictured;
    text.hidden = pictured;
    original.classList.toggle("y-enlarged", enlarged);
    for (const button of element.querySelectorAll(".y-side")) button.ariaPressed = String(button.value === view);
    element.querySelector(".y-larger").ariaPressed = String(enlarged);
  }
  const scroller = pictured ? original : text;
  const mark = element.querySelector(pictured ? ".y-box" : "mark");
  if (scroller) scroller.scrollTop = 0;
  if (scroller && mark) {
    const gap = mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTop = gap - scroller.clientHeight / 3;
  }
  const figure = element.querySelector(".y-figure");
  if (pictured && mark && enlarged) figure.scrollLeft = mark.offsetLeft - figure.clientWidth / 3;
  if (!again) return;
  const step = way && element.querySelector(`.y-original [data-way="${way}"]:not(:disabled)`);
  (step || element.querySelector("h2"))?.focus({ preventScroll: true });
}

function open(button) {
  if (!side.contains(button)) opener = button;
  wanted = button.value;
  way = button.dataset.way ?? "";
  for (const one of document.querySelectorAll(".y-current")) one.classList.remove("y-current");
  if (!side.contains(button)) button.classList.add("y-current");
  show();
  if (element.querySelector(".y-source")?.dataset.shown === wanted) {
    reveal();
    return;
  }
  element.classList.add("y-loading");
  trigger("open", { reference: wanted });
}

// On a narrow screen the panel lies over the page: the browser's Back takes it away, Forward brings it again.
function show() {
  if (narrow.matches && !history.state?.[PANEL]) history.pushState({ ...history.state, [PANEL]: true }, "");
  side.classList.add("y-shown");
}

function hide() {
  side.classList.remove("y-shown");
  opener?.focus();
}

function close() {
  if (history.state?.[PANEL]) history.back();
  else hide();
}

function copied(button) {
  const label = button.textContent;
  button.textContent = button.value;
  setTimeout(() => { button.textContent = label; }, 1500);
}

function textOf(button) {
  if (button.dataset.text !== undefined) return button.dataset.text;
  const answer = button.closest(".y-answer");
  const sources = [...answer.querySelectorAll(".y-sources li")].map((item) =>
    [...item.querySelectorAll(".y-number, .y-doc, .y-at, .y-path")].map((part) => part.textContent).join(" "));
  const label = answer.querySelector(".y-sources .y-label")?.textContent ?? "";
  const paragraphs = [...answer.querySelectorAll(".y-text > *, p.y-note")].map((part) => part.innerText);
  return [...paragraphs, ...(sources.length ? ["", label, ...sources] : [])].join("\n");
}

function copy(button) {
  const text = textOf(button);
  if (navigator.clipboard) {
    navigator.clipboard.writeText(text).then(() => copied(button));
    return;
  }
  // Browsers offer no clipboard to a page that comes over plain HTTP from another machine.
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  if (document.execCommand("copy")) copied(button);
  area.remove();
}

// Downloads a file that the server has made. file: as gradio tells the browser of it.
window.youju.fetch = (file) => {
  if (!file?.url) return;
  const link = document.createElement("a");
  link.href = file.url;
  link.download = file.orig_name ?? "";
  link.click();
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (!button) return;
  if (button.classList.contains("y-open")) open(button);
  else if (button.matches(".y-copy, .y-copy-text")) copy(button);
  else if (button.classList.contains("y-close")) close();
  else if (button.classList.contains("y-side")) {
    view = button.value;
    look(false);
  } else if (button.classList.contains("y-larger")) {
    enlarged = !enlarged;
    look(false);
  }
  else if (button.classList.contains("y-goto")) element.querySelector(`#${button.value}`)?.scrollIntoView({ block: "start" });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && side.classList.contains("y-shown")) close();
});

window.addEventListener("popstate", (event) => {
  if (event.state?.[PANEL]) side.classList.add("y-shown");
  else if (side.classList.contains("y-shown")) hide();
});
// A reload shows the page without the panel.
if (history.state?.[PANEL]) history.back();

watch("value", () => {
  if (element.querySelector(".y-source")?.dataset.shown === wanted) reveal();
});

// gradio labels each message with its HTML, which a screen reader would read out tag by tag.
new MutationObserver(() => {
  for (const message of document.querySelectorAll("#y-chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label"] });
