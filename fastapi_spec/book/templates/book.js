"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const rules = [...document.querySelectorAll("details.rule")];
  for (const part of document.querySelectorAll("section.chapter")) {
    for (const rule of part.querySelectorAll("details.rule")) rule.dataset.chapter = part.dataset.chapter;
  }
  const visible = () => rules.filter((rule) => !rule.hidden);
  const parts = [...document.querySelectorAll("section.section, section.chapter")];
  const search = byId("search"), count = byId("count"), help = byId("help");
  const boxes = [...document.querySelectorAll("#filters input")];
  const MANY = 8, OFFERED = 5; // of more hits than that, so many are offered first
  root.classList.add("js");

  // What a person chose stays chosen, where the browser keeps it for a page.
  const stored = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(`fastapi-spec ${name}`);
      localStorage.setItem(`fastapi-spec ${name}`, value);
    } catch { /* It keeps nothing. */ }
    return null;
  };

  // A message with values: "{n} of {all} rules".
  const patterns = new Map();
  const tell = (message, values) => {
    for (const span of message.querySelectorAll("span[lang]")) {
      if (!patterns.has(span)) patterns.set(span, span.textContent);
      span.textContent = patterns.get(span).replace(/\{(\w+)\}/g, (_, name) => values[name]);
    }
  };

  // A text that is said again is in the language of the page alone: the other one is where it is said first.
  const own = root.lang;
  let complete = false;
  const translate = () => {
    if (complete) return;
    complete = true;
    const first = new Map();
    for (const english of byId("rules").querySelectorAll("span[lang=en]")) {
      const pair = [english, english.nextElementSibling], text = pair[own === "zh" ? 1 : 0].innerHTML;
      if (!first.has(text)) first.set(text, pair);
    }
    for (const again of byId("rules").querySelectorAll("span:not([lang], [class], [data-column])")) {
      again.replaceWith(...first.get(again.innerHTML).map((span) => span.cloneNode(true)));
    }
  };

  const languages = [...document.querySelectorAll("[data-language]")];
  const speak = (language) => {
    if (language !== own) translate();
    root.lang = language;
    document.title = document.querySelector("title").dataset[language];
    for (const button of languages) button.setAttribute("aria-pressed", String(button.dataset.language === language));
  };
  for (const button of languages) {
    button.addEventListener("click", () => { speak(button.dataset.language); stored("language", root.lang); });
  }
  speak(["en", "zh"].includes(stored("language")) ? stored("language") : root.lang);

  // Two columns of a comparison: only the rules that differ between them are shown, and only their two sides.
  const pair = ["from", "to"].map(byId).filter(Boolean);
  const chosen = () => (pair.length && pair.every((each) => each.value) ? pair.map((each) => Number(each.value)) : null);
  const sides = (rule) => (rule.dataset.sides ?? "").split(" ");
  const differs = (rule, columns) => sides(rule)[columns[0]] !== sides(rule)[columns[1]];
  const show = (rule, numbers, columns) => {
    for (const side of rule.querySelectorAll(".side")) {
      side.hidden = !numbers.includes(side.dataset.side);
      exchangesOf(side, columns);
    }
  };
  // A side shows the exchanges of one of its columns: the first that is asked for.
  const exchangesOf = (side, columns) => {
    const buttons = [...side.querySelectorAll(".runs button")];
    const pressed = buttons.find((button) => columns?.includes(Number(button.dataset.column))) ?? buttons[0];
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === pressed));
    for (const part of side.querySelectorAll("[data-of]")) part.hidden = pressed && part.dataset.of !== pressed.dataset.column;
  };
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(".runs button");
    if (button) exchangesOf(button.closest(".side"), [Number(button.dataset.column)]);
  });
  const those = (rule, columns) => sides(rule).filter((_, column) => !columns || columns.includes(column));
  const compare = (columns) => {
    for (const cell of document.querySelectorAll("[data-column]")) {
      cell.hidden = columns !== null && !columns.includes(Number(cell.dataset.column));
    }
    for (const rule of rules) show(rule, those(rule, columns), columns);
    byId("differ").hidden = columns !== null;
    byId("pair-differs").hidden = columns === null;
    if (columns) {
      const number = rules.filter((rule) => rule.dataset.difference === "differs" && differs(rule, columns)).length;
      const [from, to] = pair.map((each) => each.selectedOptions[0].text);
      tell(byId("pair-differs"), { from, to, n: number, all: rules.length });
    }
    document.body.classList.toggle("two", columns !== null);
    apply();
  };
  for (const select of pair) {
    select.addEventListener("change", () => {
      const [other] = pair.filter((each) => each !== select), last = select.options.length - 1;
      if (select.value && !other.value) other.selectedIndex = (select.id === "from") === (select.selectedIndex < last) ? last : 1;
      compare(chosen());
      changed();
    });
  }

  // The address says what is chosen, so that a link to it shows the same. What is chosen at first is not said.
  const remember = () => {
    const query = new URLSearchParams(search.value ? { q: search.value } : {});
    for (const name of new Set(boxes.map((box) => box.name))) {
      const group = boxes.filter((box) => box.name === name);
      if (group.every((box) => box.checked === box.defaultChecked)) continue;
      const values = group.filter((box) => box.checked).map((box) => box.value);
      for (const value of values.length ? values : [""]) query.append(name, value);
    }
    if (chosen()) for (const select of pair) query.set(select.id, select.selectedOptions[0].text);
    history.replaceState(null, "", `${location.pathname}${query.size ? "?" : ""}${query}`);
  };
  const choose = () => {
    const asked = new URLSearchParams(location.search);
    search.value = asked.get("q") ?? "";
    for (const box of boxes) {
      box.checked = asked.has(box.name) ? asked.getAll(box.name).includes(box.value) : box.defaultChecked;
    }
    for (const select of pair) {
      for (const option of select.options) option.selected = option.text === (asked.get(select.id) ?? "–");
    }
    if (pair.length) compare(chosen()); else apply();
  };
  // What was changed leads to its hits, which may be far above, and away from the rule that the address named. While one
  // types they may also be far below, if the search stays on the screen.
  const changed = (typing) => {
    remember();
    const { top } = byId("rules").getBoundingClientRect(), { position } = getComputedStyle(search.parentElement);
    if (top < 0 || (typing && top > innerHeight / 2 && position === "sticky")) byId("rules").scrollIntoView();
  };

  // Search and filters. What is searched is all that is said of a rule, in both languages, without its exchanges.
  let texts = null;
  const marks = new Map(boxes.filter((box) => box.name === "more").map((box) => [box.value, box.parentElement.textContent]));
  const searched = () => rules.map((rule) => {
    const said = [rule.querySelector("summary"), ...rule.querySelectorAll("dl")].map((part) => part.textContent);
    said.push(...(rule.dataset.more ?? "").split(" ").map((mark) => marks.get(mark) ?? ""));
    return said.join(" ").toLowerCase();
  });
  const has = (rule, name, values) => name === "more"
    ? values.some((value) => (rule.dataset.more ?? "").split(" ").includes(value)) : values.includes(rule.dataset[name]);
  // The words that are searched, without what only makes a sentence of them. Chinese that no rule has is cut in pairs.
  const SMALL = new Set(`a an and are as at be by do does for from get how i if in is it of on or that the this to was what
    when where which who why with`.split(/\s+/));
  const pattern = (word) => new RegExp(`(?<![a-z0-9])${word.replace(/\W/g, "\\$&")}(?![a-z0-9])`);
  const contains = (text, word) => text.includes(word) || (/..s$/.test(word) && pattern(word.slice(0, -1)).test(text));
  const known = (word) => texts.some((text) => contains(text, word));
  const typed = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return words;
    if (!texts) {
      translate();
      texts = searched();
    }
    const plain = words.map((word) => (known(word) ? word : word.replace(/^\p{P}+|\p{P}+$/gu, "").replace(/^refus/, "reject").replace(/^errata$/, "erratum") || word));
    const large = plain.filter((word) => !SMALL.has(word));
    return [...new Set(large.length ? large : plain)].flatMap((word) => (!/^\p{Script=Han}{3,}$/u.test(word) || known(word)
      ? [word] : [...word].slice(1).map((sign, at) => [...word][at] + sign)));
  };
  // How well each rule fits the words: whole ones, rare ones and those of its sentence count most.
  const score = (words) => {
    const rare = words.map((word) => Math.log(1 + rules.length / (1 + texts.filter((text) => contains(text, word)).length)));
    const whole = words.map(pattern);
    return rules.map((rule, index) => {
      const said = rule.querySelector("summary").textContent.toLowerCase();
      const fit = (word, at) => contains(texts[index], word) + contains(said, word) + whole[at].test(said);
      return words.reduce((sum, word, at) => sum + rare[at] * fit(word, at), rule.id.toLowerCase() === words.join(" ") ? 1000 : 0);
    });
  };
  let scores = [];
  const best = () => visible().sort((one, other) => scores[rules.indexOf(other)] - scores[rules.indexOf(one)]);
  const offer = (many) => {
    const found = many ? best().slice(0, OFFERED) : [];
    byId("best").hidden = !found.length;
    byId("best").querySelector("ol").replaceChildren(...found.map((rule) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = `#${rule.id}`;
      link.append(rule.querySelector(".id").cloneNode(true), " ", rule.querySelector(".statement").cloneNode(true));
      item.append(link);
      return item;
    }));
  };
  const apply = () => {
    let words = typed();
    const familiar = words.filter(known), unknown = familiar.length ? words.filter((word) => !familiar.includes(word)) : [];
    if (unknown.length) words = familiar;
    byId("unknown").hidden = !unknown.length;
    byId("unknown-words").textContent = unknown.join(" ");
    const wanted = {};
    for (const box of boxes) if (box.checked) (wanted[box.name] ??= []).push(box.value);
    const groups = Object.entries(wanted), columns = chosen();
    // If no rule has all of the words, those are shown that fit half as well as the best one, or better.
    scores = words.length ? score(words) : rules.map(() => 0);
    const among = rules.map((rule, index) => !(columns && !differs(rule, columns)) && (!words.length || scores[index] > 0));
    const all = rules.map((_, index) => among[index] && words.every((word) => contains(texts[index], word)));
    const some = !all.includes(true) && among.includes(true);
    const least = Math.max(...scores.filter((_, index) => among[index])) / 2;
    const found = some ? rules.map((_, index) => among[index] && scores[index] >= least) : all;
    const fits = rules.map((rule) => groups.every(([name, values]) => has(rule, name, values)));
    rules.forEach((rule, index) => { rule.hidden = !fits[index] || !found[index]; });
    const shown = visible().length, without = found.filter(Boolean).length;
    byId("some-words").hidden = !shown || !some;
    for (const part of parts) part.hidden = !part.querySelector("details.rule:not([hidden])");
    const filtered = words.length > 0 || groups.length > 0;
    for (const entry of document.querySelectorAll("nav li")) {
      const part = byId(entry.firstChild.hash.slice(1)).parentElement, number = entry.querySelector("small");
      entry.hidden = part.hidden;
      number.dataset.held ??= number.textContent;
      number.textContent = filtered ? part.querySelectorAll("details.rule:not([hidden])").length : number.dataset.held;
    }
    byId("nothing").hidden = shown > 0 || rules.length === 0;
    byId("unfilter").hidden = !without;
    tell(byId("unfilter"), { n: without });
    document.body.classList.toggle("filtered", filtered);
    offer(words.length && (some || shown > MANY));
    byId("active").textContent = boxes.filter((box) => box.checked).length || "";
    tell(count, { n: shown, all: rules.length });
  };
  let timer = 0;
  const renew = (typing) => { apply(); changed(typing); };
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(renew, 120, true); });
  for (const box of boxes) box.addEventListener("change", () => renew());
  byId("unfilter").addEventListener("click", () => { for (const box of boxes) box.checked = false; renew(); search.focus(); });
  const openFilters = (open) => {
    byId("filters").hidden = !open;
    byId("filter").setAttribute("aria-expanded", String(open));
  };
  byId("filter").addEventListener("click", () => openFilters(byId("filters").hidden));
  const clear = () => {
    search.value = "";
    for (const box of boxes) box.checked = box.defaultChecked;
    for (const select of pair) select.value = "";
    if (pair.length) compare(null); else apply();
    changed();
  };
  byId("clear").addEventListener("click", clear);
  byId("short")?.addEventListener("click", () => {
    const short = boxes.filter((box) => box.name === "outcome" && !["holds", "not claimed"].includes(box.value));
    const already = short.every((box) => box.checked);
    for (const box of boxes) if (box.name === "outcome") box.checked = !already && short.includes(box);
    renew();
    openFilters(true);
  });
  choose();
  addEventListener("popstate", choose);

  // A cell of a comparison opens its rule, with its side and the first one that differs from it; the rest of the line
  // opens it with all sides.
  document.addEventListener("click", (event) => {
    const cell = event.target.closest?.("summary .cell"), rule = event.target.closest?.("details.row > summary")?.parentElement;
    if (!rule) return;
    const found = those(rule, chosen()), side = cell && sides(rule)[cell.dataset.column];
    show(rule, cell ? [side, found.find((each) => each !== side)] : found, cell ? [Number(cell.dataset.column)] : chosen());
    if (cell && rule.open) event.preventDefault();
  });

  byId("open").addEventListener("click", () => { for (const rule of visible()) rule.open = true; });
  byId("shut").addEventListener("click", () => { for (const rule of rules) rule.open = false; });

  // A rule gets its permanent link, and buttons that copy it and the commands, when it is first opened.
  const permanent = (hash) => {
    const query = new URLSearchParams(location.search);
    for (const name of ["q", ...boxes.map((box) => box.name)]) query.delete(name);
    return `${location.href.split(/[?#]/)[0]}${query.size ? "?" : ""}${query}${hash}`;
  };
  const copy = async (source, button) => {
    const text = source.matches("a") ? permanent(source.hash) : source.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const after = button.querySelector(".after"), before = button.querySelector(".before");
    [after.hidden, before.hidden] = [false, true];
    setTimeout(() => { [after.hidden, before.hidden] = [true, false]; }, 1500);
  };
  const addButtons = (part) => {
    for (const source of part.querySelectorAll(".command code, a.link")) {
      const button = byId("copier").content.firstElementChild.cloneNode(true);
      button.addEventListener("click", () => copy(source, button));
      source.after(button);
    }
  };

  // The further cases of all rules are packed. They are unpacked once, when the first rule is opened.
  let unpacked = null;
  const unpack = async () => {
    const bytes = Uint8Array.from(atob(byId("packed").content.textContent), (each) => each.charCodeAt(0));
    const made = document.createElement("template");
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    made.innerHTML = await new Response(stream).text();
    return new Map([...made.content.children].map((each) => [each.dataset.of, each]));
  };
  const addFurther = async (rule) => {
    unpacked ??= unpack();
    const cases = (await unpacked).get(rule.id);
    if (!cases) return;
    addButtons(cases);
    rule.querySelector(".full")?.remove();
    rule.querySelector(".body").insertBefore(cases, rule.querySelector(".evidence"));
    const lead = (part) => { cases.open = true; part.scrollIntoView({ block: "center" }); };
    const words = typed();
    for (const part of cases.querySelectorAll(".case")) {
      const name = part.querySelector("h4 code")?.textContent ?? "";
      if (words.length && words.every((word) => name.toLowerCase().includes(word))) lead(part);
      for (const code of rule.querySelectorAll(".names code")) {
        if (code.textContent !== name) continue;
        const button = document.createElement("button");
        [button.type, button.className] = ["button", "name"];
        button.addEventListener("click", () => lead(part));
        code.replaceWith(button);
        button.append(code);
      }
    }
  };
  document.addEventListener("toggle", (event) => {
    const rule = event.target;
    if (!rule.matches?.("details.rule[open]") || rule.dataset.seen) return;
    rule.dataset.seen = "1";
    const linker = byId("linker").content.cloneNode(true), link = linker.querySelector("a");
    link.href = link.textContent = `#${rule.id}`;
    rule.querySelector(".body > dl:not(.erratum)").append(linker);
    const fault = rule.querySelector(".evidence dd > code:first-child");
    if (fault) {
      const failer = byId("failer").content.cloneNode(true);
      failer.querySelector("code").textContent = `FAULT=${fault.textContent} pytest -q --app proof.server:app -k ${rule.id}`;
      rule.querySelector(".evidence dl").append(failer);
    }
    addButtons(rule);
    if (byId("packed")) addFurther(rule);
  }, true);

  // What is opened by a key below the middle of the screen would open out of sight.
  document.addEventListener("toggle", ({ target }) => {
    const low = target.open && target.matches("details.rule") && target.getBoundingClientRect().top > innerHeight / 2;
    if (low && target.querySelector("summary").matches(":focus-visible")) target.scrollIntoView();
  }, true);

  // Permanent links: #QUERY-BOOL-1 opens that rule, and a rule that is opened is the address of the page.
  const follow = () => {
    const rule = byId(location.hash.slice(1));
    if (!rule?.matches("details.rule")) return;
    for (const each of [rule, ...parts.filter((part) => part.contains(rule))]) each.hidden = false;
    rule.open = true;
    rule.scrollIntoView();
    rule.querySelector("summary").focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const rule = event.target.closest?.("details.rule > summary")?.parentElement;
    if (rule && !rule.open) history.replaceState(null, "", `#${rule.id}`);
  });
  follow();
  addEventListener("load", follow); // when the browser looks for it, it takes the focus away

  // Keys.
  const keys = byId("keys");
  keys.checked = stored("keys") !== "off";
  keys.addEventListener("change", () => stored("keys", keys.checked ? "on" : "off"));
  const ask = () => help.showModal();
  byId("ask").addEventListener("click", ask);
  let at = null;
  const go = (rule) => {
    at = rule;
    at?.querySelector("summary").focus();
    at?.querySelector("summary").scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = visible(), now = all.indexOf(document.activeElement.closest("details.rule") ?? at);
    go(all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + by, 0), all.length - 1)]);
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (event.target === search && event.key === "Escape") { search.value = ""; renew(); search.blur(); }
    if (event.target === search && ["Enter", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      renew();
      go(best()[0]);
      if (event.key === "Enter" && at) at.open = true;
      return;
    }
    if (typing || help.open || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    const actions = { j: () => step(1), k: () => step(-1), "/": () => search.focus(), "?": ask };
    if (actions[event.key]) { event.preventDefault(); actions[event.key](); }
  });
})();
