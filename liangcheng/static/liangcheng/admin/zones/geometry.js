/**
 * Polygons on a page: pure functions of corners `[x, y]`, whole numbers in per-mille.
 *
 * What a zone may be is decided by liangcheng/regions.py; `problem()` says the same cheaply, so
 * that a clerk sees it while drawing.
 */

export const PAGE = 1000;
const FEWEST_CORNERS = 3;
const MOST_CORNERS = 200;

const bounded = (value) => Math.min(PAGE, Math.max(0, Math.round(value)));

/** A corner inside the page, in whole per-mille. */
export const onPage = ([x, y]) => [bounded(x), bounded(y)];

/** The upright rectangle of two opposite corners, from its upper left, clockwise. */
export const rectangle = ([ax, ay], [bx, by]) => {
  const [left, right] = ax < bx ? [ax, bx] : [bx, ax];
  const [top, bottom] = ay < by ? [ay, by] : [by, ay];
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
};

/** The smallest upright rectangle round a polygon: [left, top, right, bottom]. */
export const bounds = (polygon) => {
  const across = polygon.map(([x]) => x), down = polygon.map(([, y]) => y);
  return [Math.min(...across), Math.min(...down), Math.max(...across), Math.max(...down)];
};

const isUpright = ([ax], [bx]) => ax === bx;
const isLevel = ([, ay], [, by]) => ay === by;

/** Whether sides lie level and stand upright by turns, as on a rectangle or an L. */
const isRightAngled = (polygon) =>
  polygon.length >= 4 && polygon.length % 2 === 0 && polygon.every((corner, index) => {
    const next = polygon[(index + 1) % polygon.length];
    const afterNext = polygon[(index + 2) % polygon.length];
    return isLevel(corner, next) !== isUpright(corner, next) &&
      isLevel(corner, next) !== isLevel(next, afterNext);
  });

/**
 * The polygon with one corner elsewhere. Right angles stay: the corners beside it come along.
 * `free` moves the one corner only.
 */
export const moveCorner = (polygon, index, to, free = false) => {
  const [x, y] = onPage(to);
  const moved = polygon.map((corner) => [...corner]);
  if (!free && isRightAngled(polygon)) {
    const from = polygon[index];
    for (const other of [index + polygon.length - 1, index + 1].map((n) => n % polygon.length)) {
      if (isUpright(from, polygon[other])) moved[other][0] = x;
      else moved[other][1] = y;
    }
  }
  moved[index] = [x, y];
  return moved;
};

/** The polygon shifted, but never over the page's border: it stops there whole. */
export const moveZone = (polygon, across, down) => {
  const [left, top, right, bottom] = bounds(polygon);
  const x = Math.min(PAGE - right, Math.max(-left, Math.round(across)));
  const y = Math.min(PAGE - bottom, Math.max(-top, Math.round(down)));
  return polygon.map((corner) => [corner[0] + x, corner[1] + y]);
};

/** The middle of the side that begins at a corner. */
export const middle = (polygon, index) => {
  const [ax, ay] = polygon[index], [bx, by] = polygon[(index + 1) % polygon.length];
  return onPage([(ax + bx) / 2, (ay + by) / 2]);
};

export const insertCorner = (polygon, after, corner) =>
  [...polygon.slice(0, after + 1), onPage(corner), ...polygon.slice(after + 1)];

/** The polygon less a corner; null where too few would be left. */
export const removeCorner = (polygon, index) =>
  polygon.length > FEWEST_CORNERS ? polygon.filter((_, place) => place !== index) : null;

/** Twice the area of the triangle a, b, c; positive where it turns clockwise on the page. */
const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

const isSame = (a, b) => a[0] === b[0] && a[1] === b[1];

const liesOn = (point, a, b) =>
  Math.min(a[0], b[0]) <= point[0] && point[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= point[1] && point[1] <= Math.max(a[1], b[1]) &&
  turn(a, b, point) === 0;

const meet = ([a, b], [c, d]) =>
  (turn(c, d, a) * turn(c, d, b) < 0 && turn(a, b, c) * turn(a, b, d) < 0) ||
  liesOn(a, c, d) || liesOn(b, c, d) || liesOn(c, a, b) || liesOn(d, a, b);

/** Whether a side runs back along the one before it. */
const fold = ([start, corner], [, end]) => liesOn(start, corner, end) || liesOn(end, start, corner);

const crossesItself = (sides) =>
  sides.some((one, i) => sides.some((other, j) => {
    if (j <= i) return false;
    if (j - i === 1) return fold(one, other);
    if (j - i === sides.length - 1) return fold(other, one);
    return meet(one, other);
  }));

/** What is wrong with a polygon, as the end of a sentence; empty if nothing is. */
export const problem = (polygon) => {
  if (polygon.length < FEWEST_CORNERS) return "角太少，围不成一块";
  if (polygon.length > MOST_CORNERS) return `角太多，最多 ${MOST_CORNERS} 个`;
  const sides = polygon.map((corner, index) => [corner, polygon[(index + 1) % polygon.length]]);
  if (sides.some(([start, end]) => isSame(start, end))) return "有两个角在同一个位置";
  if (!polygon.some((corner) => turn(...sides[0], corner))) return "没有面积，请拉开成一块";
  return crossesItself(sides) ? "边线碰到了自己，请挪开它的角" : "";
};

/** The area of the rectangle round a polygon: what is smaller is drawn on top. */
export const extent = (polygon) => {
  const [left, top, right, bottom] = bounds(polygon);
  return (right - left) * (bottom - top);
};

/** The lines that others' sides and the page's border make: `{ across: [x …], down: [y …] }`. */
export const linesOf = (polygons) => ({
  across: [0, PAGE, ...polygons.flat().map(([x]) => x)],
  down: [0, PAGE, ...polygons.flat().map(([, y]) => y)],
});

/** The step from one of some values to the nearest line within reach; 0 if none is. */
export const snap = (values, lines, reach) => {
  let best = 0, least = reach;
  for (const value of values) {
    for (const line of lines) {
      const distance = Math.abs(line - value);
      if (distance <= least && (distance < least || !best)) {
        [best, least] = [line - value, distance];
      }
    }
  }
  return best;
};

/** Regions as a person writes them, a line a zone; the form's fields hold them so. */
export const written = (regions) =>
  regions.map((polygon) => {
    const [a, , c] = polygon;
    const isRectangle = polygon.length === 4 && String(rectangle(a, c)) === String(polygon);
    return (isRectangle ? [a, c] : polygon).map((corner) => corner.join(",")).join(" ");
  }).join("\n");

/** The regions of a field; null where it holds what this cannot read. */
export const read = (text) => {
  const regions = text.split("\n").filter((line) => line.trim()).map((line) =>
    line.trim().split(/\s+/).map((corner) =>
      /^\d{1,4},\d{1,4}$/.test(corner) ? corner.split(",").map(Number) : null));
  const isReadable = regions.flat().every((corner) => corner?.every((value) => value <= PAGE));
  return isReadable ? regions.map((corners) => (corners.length === 2 ? rectangle(...corners) : corners)) : null;
};
