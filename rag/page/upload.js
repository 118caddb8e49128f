// Runs once, when the place to drop files on is on the page. gradio provides: element, trigger (sends an event to the server),
// upload (sends a file) and watch. What a file is called is only ever shown as text.

const said = () => element.querySelector(".y-drop").dataset;
const PUT_AWAY = "youjuPutAway"; // reports that this browser shows no more
const LITTER = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;
let sending = false;
let card = null; // the document that the file to be chosen is to replace

const fill = (form, values) => form.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const node = (name, kind, text = "") => {
  const made = document.createElement(name);
  made.className = kind;
  made.textContent = text;
  return made;
};

function tell(text, trouble = false) {
  const line = node("p", trouble ? "y-note" : "y-label", text);
  if (trouble) line.role = "alert";
  element.querySelector(".y-local").append(line);
  return line;
}

// The sentence in the server's answer, "" where there is none.
function detail(error) {
  try {
    return JSON.parse(error.message.replace(/^HTTP \d+: /, "")).detail;
  } catch {
    return "";
  }
}

// source: of the document that the file replaces, "" for none
async function send(files, source = "") {
  if (sending) return;
  element.querySelector(".y-local").replaceChildren();
  const words = said();
  const wanted = files.filter((file) => !LITTER.test(file.name));
  if (!wanted.length) return void tell(words.none, true);
  if (wanted.length > Number(words.files)) return void tell(fill(words.many, { count: wanted.length, limit: words.files }), true);
  let total = 0;
  const fit = wanted.filter((file) => {
    if (file.size <= Number(words.size)) {
      if (total + file.size > Number(words.total)) {
        tell(fill(words.much, { name: file.name, limit: words.together }), true);
        return false;
      }
      total += file.size;
      return true;
    }
    tell(fill(words.large, { name: file.name, size: (file.size / 1e6).toFixed(1), limit: words.limit }), true);
    return false;
  });
  sending = true;
  element.classList.add("y-sending");
  const line = tell("");
  const sent = [];
  for (const [done, file] of fit.entries()) {
    line.textContent = fill(words.sending, { done: done + 1, total: fit.length, name: file.name });
    try {
      sent.push({ name: file.name, path: (await upload(file)).path });
    } catch (error) {
      tell(`${fill(words.lost, { name: file.name })} ${detail(error)}`.trim(), true);
    }
  }
  line.remove();
  sending = false;
  element.classList.remove("y-sending");
  if (sent.length) trigger("offer", { files: sent, source });
}

// The files of what was dropped, those in folders too.
async function dropped(items) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [];
  while (entries.length) {
    const entry = entries.shift();
    if (entry.isFile) files.push(await new Promise((found, lost) => entry.file(found, lost)));
    else {
      const reader = entry.createReader();
      for (let some = [null]; some.length; entries.push(...some)) some = await new Promise((found, lost) => reader.readEntries(found, lost));
    }
  }
  return files;
}

// A question in a document's card. yes: what is done when it is confirmed; back: the button that gets the focus again.
function ask(place, question, label, yes, back) {
  document.querySelector("#y-library .y-sure")?.remove();
  const box = node("div", "y-sure");
  box.role = "alertdialog";
  box.ariaLabel = question;
  const sure = node("button", "y-strong", label);
  const no = node("button", "", said().cancel);
  const buttons = node("div", "y-buttons");
  buttons.append(sure, no);
  box.append(node("p", "", question), buttons);
  place.append(box);
  sure.type = no.type = "button";
  sure.addEventListener("click", () => { box.remove(); yes(); });
  no.addEventListener("click", () => { box.remove(); back.focus(); });
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); no.click(); } });
  no.focus();
  box.scrollIntoView({ block: "nearest" });
}

function remove(button) {
  const { source, name, copies, original } = button.dataset;
  const words = said();
  const question = fill(original ? words.copy : copies ? words.copies : words.remove, { name, source, copies, original });
  ask(button.closest("li"), question, words.yesRemove, () => trigger("remove", { source }), button);
}

function replace(file) {
  const { source, name } = card.dataset;
  const question = fill(said().replace, { file: file.name, name, source });
  ask(card.closest("li"), question, said().yesReplace, () => {
    send([file], source);
    element.scrollIntoView({ block: "nearest" });
  }, card);
}

element.addEventListener("change", (event) => {
  const input = event.target;
  const files = [...input.files];
  input.value = "";
  if (!files.length) return;
  if (input.classList.contains("y-one")) replace(files[0]);
  else send(files);
});

for (const name of ["dragenter", "dragover"]) {
  element.addEventListener(name, (event) => { event.preventDefault(); element.classList.add("y-over"); });
}
for (const name of ["dragleave", "drop"]) element.addEventListener(name, () => element.classList.remove("y-over"));
element.addEventListener("drop", async (event) => {
  event.preventDefault();
  try {
    send(await dropped(event.dataTransfer.items));
  } catch {
    tell(said().none, true);
  }
});

const putAway = () => JSON.parse(sessionStorage.getItem(PUT_AWAY) ?? "[]");

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (!button) return;
  const has = (name) => button.classList.contains(name);
  if (has("y-choose")) element.querySelector(`input.${button.value}`).click();
  else if (has("y-decide")) trigger("decide", { choice: button.value });
  else if (has("y-csv")) trigger("report", { run: button.value });
  else if (has("y-remove")) remove(button);
  else if (has("y-replace")) {
    card = button;
    element.querySelector("input.y-one").click();
  } else if (has("y-put-away")) {
    const run = button.closest(".y-run");
    sessionStorage.setItem(PUT_AWAY, JSON.stringify([...putAway(), run.dataset.run].slice(-50)));
    tidy();
  }
});

// The list of runs is drawn anew while any goes on: what was put away stays away, and the focus stays where it was.
const board = document.getElementById("y-runs");
let focused = null;
document.addEventListener("focusin", ({ target }) => {
  const run = target.closest?.("#y-runs .y-run");
  focused = run && { run: run.dataset.run, place: [...run.querySelectorAll("button, [tabindex]")].indexOf(target) };
});
function tidy() {
  const away = putAway();
  for (const run of board.querySelectorAll(".y-run")) run.hidden = away.includes(run.dataset.run);
  if (focused && document.activeElement === document.body) {
    board.querySelector(`.y-run[data-run="${focused.run}"]`)?.querySelectorAll("button, [tabindex]")[focused.place]?.focus({ preventScroll: true });
  }
}
new MutationObserver(tidy).observe(board, { subtree: true, childList: true });
tidy();

const asked = document.getElementById("y-upload-asked");
new MutationObserver(() => asked.querySelector(".y-asked")?.focus()).observe(asked, { subtree: true, childList: true });
