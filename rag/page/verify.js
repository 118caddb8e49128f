// Runs once, when the list of verdicts is on the page. gradio provides: element (the list), trigger (sends an event to the
// server), props (what the server last sent) and watch. The rows come as HTML that the server has escaped.

const list = element.querySelector(".y-verdict-list");
let run = ""; // the run that is shown
let rows = []; // its rows as they came
let wanted = ""; // the verdict to show, "" for all
let order = { by: "number", down: false };
let who = ""; // the name last signed with

function bodies() {
  return [...list.querySelectorAll("tbody")];
}

function make(html) {
  const table = document.createElement("table");
  table.innerHTML = html;
  return table.firstElementChild;
}

function draw() {
  const value = props.value;
  if (!value) {
    list.replaceChildren();
    return;
  }
  if (value.run !== run) {
    run = value.run;
    rows = [];
    wanted = "";
    order = { by: "number", down: false };
    list.innerHTML = value.head;
  }
  const table = list.querySelector("table");
  for (const html of value.rows.slice(rows.length)) table.append(make(html));
  rows = value.rows;
  arrange();
}

// A row that the server has drawn again keeps whether it is open, and the focus if it had it.
function redraw() {
  const again = props.again;
  if (!again || again.run !== run) return;
  const old = list.querySelector(`tbody[data-number="${again.number}"]`);
  const fresh = make(again.html);
  const focused = old.contains(document.activeElement);
  open(fresh, old.querySelector(".y-toggle").ariaExpanded === "true");
  old.replaceWith(fresh);
  if (focused) fresh.querySelector(".y-sign").focus();
  filter();
}

function open(body, shown) {
  body.querySelector(".y-toggle").ariaExpanded = String(shown);
  body.querySelector(".y-detail").hidden = !shown;
  const name = body.querySelector(".y-who");
  if (shown && !name.value) name.value = who;
}

const KEYS = {
  number: (body) => Number(body.dataset.number),
  label: (body) => ["contradicted", "to_read", "not_found", "supported"].indexOf(body.dataset.label),
  claim: (body) => body.querySelector(".y-toggle").textContent,
  source: (body) => body.dataset.source,
};

function compare(one, other) {
  const [first, second] = [KEYS[order.by](one), KEYS[order.by](other)];
  const apart = typeof first === "number" ? first - second : first.localeCompare(second, "zh");
  return (order.down ? -apart : apart) || KEYS.number(one) - KEYS.number(other);
}

function arrange() {
  const sorted = bodies().sort(compare);
  if (order.by !== "number" || order.down || sorted.some((body, at) => body !== bodies()[at])) {
    list.querySelector("table").append(...sorted);
  }
  for (const button of list.querySelectorAll(".y-sort")) {
    const here = button.value === order.by;
    button.closest("th").ariaSort = here ? (order.down ? "descending" : "ascending") : "none";
  }
  filter();
}

function filter() {
  const text = list.querySelector(".y-filter").value.trim().toLowerCase();
  const all = bodies();
  let shown = 0;
  for (const body of all) {
    const fits = (!wanted || body.dataset.label === wanted) && (!text || body.textContent.toLowerCase().includes(text));
    body.hidden = !fits;
    shown += fits;
  }
  for (const chip of list.querySelectorAll(".y-chip")) {
    const count = all.filter((body) => !chip.value || body.dataset.label === chip.value).length;
    chip.querySelector(".y-count").textContent = count;
    chip.ariaPressed = String(chip.value === wanted);
  }
  const told = list.querySelector(".y-shown-count");
  told.textContent = shown === all.length ? "" : told.dataset.form.replace("{}", shown);
}

function sign(button) {
  const form = button.closest(".y-signature");
  who = form.querySelector(".y-who").value;
  trigger("sign", { run, row: button.value, who, note: form.querySelector(".y-sign-note").value });
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const row = event.target.closest("tr.y-row");
  if (row && !button && !getSelection().toString()) open(row.parentElement, row.nextElementSibling.hidden);
  if (!button) return;
  if (button.classList.contains("y-toggle")) open(button.closest("tbody"), button.ariaExpanded !== "true");
  else if (button.classList.contains("y-chip")) {
    wanted = button.value;
    filter();
  } else if (button.classList.contains("y-sort")) {
    order = { by: button.value, down: order.by === button.value && !order.down };
    arrange();
  } else if (button.classList.contains("y-sign")) sign(button);
  else if (button.classList.contains("y-export")) trigger("export", { kind: button.value });
});

list.addEventListener("input", (event) => {
  if (event.target.classList.contains("y-filter")) filter();
});

list.addEventListener("keydown", (event) => {
  const field = event.target.closest(".y-who, .y-sign-note");
  if (field && event.key === "Enter" && !event.isComposing) sign(field.closest(".y-signature").querySelector(".y-sign"));
});

watch("value", draw);
watch("again", redraw);
