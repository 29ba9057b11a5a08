// Functions that run within the page: each gives what is wrong with its looks.

/// Texts that are cut off, and whatever makes the page wider than its window.
export function clipped() {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) wrong.push(`the page is ${root.scrollWidth} px wide`);
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const scrolls = ["auto", "scroll"].includes(style.overflowX);
    const isUnseen = element.closest(".unseen, .skip, option, script");
    if (isUnseen || !element.checkVisibility({ contentVisibilityAuto: true })) continue;
    const name = `${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`;
    const hides = ["hidden", "clip"].includes(style.overflowX);
    if (hides && element.scrollWidth > element.clientWidth + 1) wrong.push(`hidden ${name}`);
    if (scrolls || element.closest("pre")) continue;
    const { left, right } = element.getBoundingClientRect();
    if (left < -1 || right > innerWidth + 1) wrong.push(`outside ${name}`);
    const isInline = style.display.startsWith("inline") || style.display === "contents";
    if (!isInline && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
      wrong.push(`over its edge ${name}`);
    }
  }
  return wrong;
}

/// Texts with a contrast below 4.5 to what is behind them (WCAG 2.2, 1.4.3).
export function contrasts() {
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = numbers(getComputedStyle(one).backgroundColor);
      if (colour.length === 3) return colour;
      if (colour[3] > 0) throw new Error("a colour that lets others through");
    }
    return [255, 255, 255];
  };
  const wrong = new Set();
  let seen = 0;
  for (const element of document.body.querySelectorAll("*")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
    if (!hasText || element.closest("script") || !element.checkVisibility()) continue;
    seen += 1;
    const ink = luminance(numbers(getComputedStyle(element).color));
    const paper = luminance(behind(element));
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (contrast < 4.5) wrong.add(`${element.tagName}.${element.className}: ${contrast.toFixed(2)}`);
  }
  if (seen < 20) wrong.add(`only ${seen} texts were looked at`);
  return [...wrong];
}

/// How many elements Tab is to reach.
export function reached() {
  const all = [...document.querySelectorAll("a[href], button, input, select, summary, pre")];
  return all.filter((element) => element.checkVisibility()).length;
}
