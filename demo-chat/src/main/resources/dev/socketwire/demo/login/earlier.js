// Looking back, a page at a time: by HTTP, on a connection of its own, or by the socket, between the messages of the chat.
const earlier = (() => {
  const ROOM = "login";
  const PAGE = 20;
  let before; // what the oldest page so far said

  const query = question => "/history?" + new URLSearchParams(JSON.parse(JSON.stringify(question)));
  const overHttp = async question => (await fetch(query(question))).json();

  async function back(ask, show) {
    if (before === null) return;
    const page = await ask({ room: ROOM, before, limit: PAGE });
    before = page.before;
    show(page.messages);
    const atTheStart = before === null;
    for (const id of ["#by-http", "#by-socket"]) document.querySelector(id).disabled = atTheStart;
  }

  // However long the history is, no single answer is.
  async function all() {
    const messages = [];
    let page = { before: undefined };
    do {
      page = await overHttp({ room: ROOM, before: page.before, limit: 100 });
      messages.unshift(...page.messages);
    } while (page.before !== null);
    return messages;
  }

  async function download() {
    const file = new Blob([JSON.stringify(await all(), null, 2)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "history.json";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  return {
    onAsk({ overSocket, show }) {
      document.querySelector("#by-http").addEventListener("click", () => back(overHttp, show));
      document.querySelector("#by-socket").addEventListener("click", () => back(overSocket, show));
      document.querySelector("#download").addEventListener("click", download);
    },
  };
})();
