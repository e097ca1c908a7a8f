// A click on a row of a table of documents, or Enter on one of its cells, opens the document in Review. The address is
// the last cell. Moving through the cells by arrow keys opens nothing.
const opened = (event) => {
  if (event.type === "keydown" && event.key !== "Enter") return;
  const row = event.target.closest?.(".opens tbody tr");
  const address = row?.lastElementChild?.textContent.trim() ?? "";
  if (!/^[\w-]{8,}$/.test(address)) return;
  window.dispatchEvent(new CustomEvent("mtassist:open", { detail: address }));
};
const tables = document.querySelector(".gradio-container");
if (!tables.dataset.opens) {
  tables.dataset.opens = "yes"; // once, however often this part of the page is drawn
  tables.addEventListener("click", opened);
  tables.addEventListener("keydown", opened, true);
}
