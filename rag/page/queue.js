// Questions sent while another is being answered. A question is taken out of the text box the moment it is sent, before
// anything is asked of the server, so that one sent within milliseconds of another is not lost.

const youju = (window.youju ??= {});
youju.sent = []; // every question sent from this page, oldest first
youju.full = 0; // how many were too many when the last one was sent

function take(box) {
  const question = box.value.trim();
  if (!question) return;
  youju.sent.push(question);
  youju.full = 0;
  box.value = "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// gradio hears the same key and the same click after this.
document.addEventListener("keypress", (event) => {
  if (event.key === "Enter" && !event.shiftKey && event.target.matches("#y-ask textarea")) take(event.target);
}, true);
document.addEventListener("click", (event) => {
  if (event.target.closest?.("#y-ask .submit-button")) take(document.querySelector("#y-ask textarea"));
}, true);

// A question offered in an answer is asked as if it had been typed.
document.addEventListener("click", (event) => {
  const offered = event.target.closest?.(".y-again");
  const box = document.querySelector("#y-ask textarea");
  if (!offered || !box) return;
  box.value = offered.value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => document.querySelector("#y-ask .submit-button")?.click(), 0);
});

// taken: how many the server has taken up. → [every question, the line of those that wait]
youju.send = (taken) => {
  const chinese = navigator.language.startsWith("zh");
  const label = chinese ? "$CHINESE" : "$ENGLISH";
  // Whatever is no letter or figure is escaped, as in markup.escape.
  const escape = (text) => text.replace(/[^\p{L}\p{N} ]/gu, (char) => `&#${char.codePointAt(0)};`);
  // What is too much to wait comes back into the box.
  const most = Number("$MOST");
  const left = youju.sent.splice(taken + most);
  const waiting = youju.sent.slice(taken).map((each) => label.split("{}").map(escape).join(escape(each)));
  let line = waiting.map((each) => `<p>${each}</p>`).join("");
  // Of two questions sent at once, the call for the first has taken both out: the call for the second says it again.
  youju.full += left.length;
  if (left.length) {
    const box = document.querySelector("#y-ask textarea");
    box.value = [...left, box.value].filter(Boolean).join("\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (youju.full) {
    const full = (chinese ? "$FULL_CHINESE" : "$FULL_ENGLISH").replace("{most}", most).replace("{left}", youju.full);
    line += `<p role="alert">${escape(full)}</p>`;
  }
  return [[...youju.sent], line];
};

// → [text box, taken, no line]: what waits comes back into the box, to be sent again or thrown away.
youju.stop = (typed, taken) => [[...youju.sent.slice(taken), typed].filter(Boolean).join("\n"), youju.sent.length, ""];
