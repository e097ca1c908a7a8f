// A click on the last cell of a row of documents, or Enter on it, opens the document in Review: the cell is its address.
// Moving through the cells by arrow keys opens nothing.
const opened = (event) => {
  if (event.type === "keydown" && event.key !== "Enter") return;
  const cell = event.target.closest?.(".opens-last [role=gridcell]:last-child");
  const address = cell?.textContent.trim() ?? "";
  if (!/^[\w-]{12}$/.test(address)) return;
  window.dispatchEvent(new CustomEvent("mtassist:open", { detail: address }));
};
const page = document.querySelector(".gradio-container");
if (!page.dataset.opens) {
  page.dataset.opens = "yes"; // once, however often this part of the page is drawn
  page.addEventListener("click", opened);
  page.addEventListener("keydown", opened, true);
}
