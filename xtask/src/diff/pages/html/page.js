
"use strict";
(() => {
  const form = document.querySelector(".controls");
  if (!form) return;
  document.documentElement.classList.add("js");
  const search = form.elements.namedItem("search");
  const shown = form.querySelector(".shown");
  const nothing = document.querySelector(".nothing");
  const openAll = form.querySelector(".open");
  const numbers = new Intl.NumberFormat("en");

  const changes = Array.from(document.querySelectorAll(".change"), (article) => ({
    article,
    details: article.querySelector("details"),
    summary: article.querySelector("summary"),
    impact: article.dataset.impact,
    side: article.dataset.side,
    target: article.dataset.target,
    tags: JSON.parse(article.dataset.tags),
    accepted: article.classList.contains("accepted"),
    words: undefined,
  }));
  const sections = Array.from(document.querySelectorAll(".target"), (section) => ({
    section,
    index: section.dataset.target,
    isStale: !!section.querySelector(".stale"),
    of: changes.filter((change) => section.contains(change.article)),
  }));

  // The text of all changes is read when there is time, or when it is searched first.
  const words = (change) => (change.words ??= change.article.textContent.toLowerCase());
  const idle = window.requestIdleCallback ?? ((run) => setTimeout(() => run({ timeRemaining: () => 5 }), 50));
  let read = 0;
  const readOn = (time) => {
    while (read < changes.length && time.timeRemaining() > 1) words(changes[read++]);
    if (read < changes.length) idle(readOn);
  };
  idle(readOn);

  const filter = () => {
    const chosen = new FormData(form);
    const impacts = new Set(chosen.getAll("impact"));
    const [side, tag, target] = ["side", "tag", "target"].map((name) => chosen.get(name) ?? "");
    const hide = chosen.has("hide");
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const counts = {};
    let visible = 0;
    for (const change of changes) {
      // What an impact counts does not depend on whether it is ticked.
      const matches =
        (!side || change.side === side) &&
        (!tag || change.tags.includes(tag)) &&
        (!target || change.target === target) &&
        !(hide && change.accepted) &&
        terms.every((term) => words(change).includes(term));
      if (matches) counts[change.impact] = (counts[change.impact] ?? 0) + 1;
      const isShown = matches && impacts.has(change.impact);
      if (isShown) visible += 1;
      if (change.article.hidden === isShown) change.article.hidden = !isShown;
    }
    for (const { section, index, of, isStale } of sections) {
      const isOther = target !== "" && index !== target;
      section.hidden = isOther || (!isStale && of.every((change) => change.article.hidden));
    }
    for (const number of form.querySelectorAll("[data-count]")) {
      number.textContent = numbers.format(counts[number.dataset.count] ?? 0);
    }
    const all = numbers.format(changes.length);
    shown.textContent =
      visible === changes.length
        ? `${all} ${changes.length === 1 ? "change" : "changes"}`
        : `${numbers.format(visible)} of ${all} changes`;
    nothing.hidden = visible > 0;
  };

  const clear = () => {
    form.reset();
    filter();
  };

  const move = (step) => {
    const visible = changes.filter((change) => !change.article.hidden);
    if (visible.length === 0) return;
    const at = visible.findIndex((change) => change.article.contains(document.activeElement));
    const next = at < 0 ? (step > 0 ? 0 : visible.length - 1) : Math.min(Math.max(at + step, 0), visible.length - 1);
    visible[next].summary.focus({ preventScroll: true });
    visible[next].article.scrollIntoView({ block: "nearest" });
  };

  const openHash = () => {
    const id = location.hash.slice(1);
    const change = changes.find((change) => change.article.id === id);
    if (!change) return;
    if (change.article.hidden) clear();
    change.details.open = true;
    change.article.scrollIntoView();
    change.summary.focus({ preventScroll: true });
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  nothing.querySelector(".clear").addEventListener("click", () => {
    clear();
    search.focus();
  });
  openAll.addEventListener("click", () => {
    const open = openAll.getAttribute("aria-pressed") !== "true";
    for (const change of changes) if (!change.article.hidden) change.details.open = open;
    openAll.setAttribute("aria-pressed", String(open));
    openAll.textContent = open ? "Close all" : "Open all";
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      clear();
      if (document.activeElement === search) search.blur();
      return;
    }
    if (event.target instanceof Element && event.target.closest("input[type=search], select, textarea")) return;
    if (event.key === "/") {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      move(event.key === "j" ? 1 : -1);
    }
  });
  window.addEventListener("hashchange", openHash);

  // What is scrolled to stands below the bar, however many rows the bar has. On narrow screens the bar is the
  // search alone.
  const keepClear = () => {
    const bar = getComputedStyle(form).display === "contents" ? form.firstElementChild : form;
    document.documentElement.style.scrollPaddingTop = `${bar.getBoundingClientRect().height + 8}px`;
  };
  window.addEventListener("resize", keepClear);
  keepClear();

  // On paper everything is open; afterwards it is as it was.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = changes.filter((change) => !change.details.open);
    for (const change of closed) change.details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const change of closed) change.details.open = false;
  });

  filter();
  openHash();
})();
