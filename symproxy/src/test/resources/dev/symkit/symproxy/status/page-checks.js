// SPDX-License-Identifier: Apache-2.0
// Gives a list of what keeps people from using this page: names, structure, contrast (WCAG 2.2 AA), width.
() => {
  const found = [];
  const check = (good, text) => { if (!good) found.push(text); };
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  check(document.documentElement.lang === 'en', 'no language');
  check(document.title.trim() !== '', 'no title');
  check(all('meta[name=viewport]').length === 1, 'no viewport');
  check(all('main').length === 1, 'not one main landmark');
  check(all('h1').length === 1, 'not one first heading');
  check(document.documentElement.scrollWidth <= window.innerWidth,
    'wider than the window: ' + document.documentElement.scrollWidth);

  let last = 0;
  for (const heading of all('h1,h2,h3,h4,h5,h6')) {
    const level = Number(heading.tagName[1]);
    check(level <= last + 1, 'heading left out before: ' + heading.textContent);
    check(heading.textContent.trim() !== '', 'empty heading');
    last = level;
  }

  const ids = all('[id]').map((each) => each.id);
  check(new Set(ids).size === ids.length, 'an id comes twice');
  for (const each of all('[aria-labelledby]')) {
    for (const id of each.getAttribute('aria-labelledby').split(' ')) {
      const label = document.getElementById(id);
      check(label && label.textContent.trim() !== '', 'no label ' + id);
    }
  }
  for (const link of all('a')) {
    check(link.textContent.trim() !== '', 'link without text');
    const href = link.getAttribute('href');
    check(!href.startsWith('#') || document.getElementById(href.slice(1)), 'link to nowhere: ' + href);
  }
  for (const nav of all('nav')) check(nav.getAttribute('aria-label'), 'navigation without a name');
  for (const table of all('table')) {
    check(table.caption && table.caption.textContent.trim() !== '', 'table without caption');
    check(Array.from(table.querySelectorAll('th')).every((th) => th.scope === 'col' || th.scope === 'row'),
      'head of a table without scope');
    check(Array.from(table.querySelectorAll('tr')).every((tr) => tr.querySelector('th')), 'row without head');
    const frame = table.parentElement;
    check(frame.scrollWidth <= frame.clientWidth || frame.tabIndex === 0, 'table that keys cannot move');
  }
  for (const svg of all('svg')) {
    check(svg.getAttribute('role') === 'img', 'chart that is no image');
    check(svg.querySelector('title') && svg.querySelector('desc'), 'chart without name and description');
    check(svg.getAttribute('aria-labelledby'), 'chart without label');
  }

  const numbers = (color) => color.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = numbers(getComputedStyle(each).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
      if (color[3] !== 0) found.push('half transparent ground');
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() === '' || element.closest('svg')) continue;
    seen++;
    const ratio = contrast(numbers(getComputedStyle(element).color), ground(element));
    check(ratio >= 4.5, 'contrast ' + ratio.toFixed(2) + ': ' + texts.currentNode.data);
  }
  check(seen > 10, 'hardly any text');
  for (const part of all('svg .bar')) {
    const ratio = contrast(numbers(getComputedStyle(part).fill), ground(part));
    check(ratio >= 3, 'contrast of a chart ' + ratio.toFixed(2));
  }
  return found;
}
