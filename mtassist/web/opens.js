// A click on a row of a table of documents, or Enter on one of its cells, opens the document in Review; in a table
// whose rows can be chosen for something else it is the last cell alone. That cell is the document's address.
// Moving through the cells by arrow keys opens nothing.
const opened = (event) => {
  if (event.type === "keydown" && event.key !== "Enter") return;
  const cell = event.target.closest?.(".opens [role=gridcell], .opens-last [role=gridcell]:last-child");
  const address = cell?.parentElement.lastElementChild.textContent.trim() ?? "";
  if (!/^[\w-]{12}$/.test(address)) return;
  window.dispatchEvent(new CustomEvent("mtassist:open", { detail: address }));
};
const page = document.querySelector(".gradio-container");
if (!page.dataset.opens) {
  page.dataset.opens = "yes"; // once, however often this part of the page is drawn
  page.addEventListener("click", opened);
  page.addEventListener("keydown", opened, true);
}
