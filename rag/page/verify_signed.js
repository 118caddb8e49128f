// Runs once, when the list of sign-offs is on the page; gradio provides element and trigger.

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.classList.contains("y-export")) trigger("export", { kind: button.value });
  else if (button?.classList.contains("y-recheck")) {
    const box = document.querySelector("#y-claims textarea");
    box.value = button.value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }
});
