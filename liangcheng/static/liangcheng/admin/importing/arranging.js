/**
 * What a clerk does to a page's blocks: pure functions from one review to the next.
 *
 * A review is `{ arrangement: { placements, pictures, doubts }, decisions }` as the server keeps it
 * (articles/importing/arrangement.py, decisions.py). None is ever changed in place: undo is a list of them.
 */

// Parts of a page that are no story's.
const APART = ["masthead", "discarded"];
const TITLES = ["kicker", "headline", "deck"];

const rearranged = (review, placements, pictures = review.arrangement.pictures) =>
  ({ ...review, arrangement: { ...review.arrangement, placements, pictures } });

const pinned = (placement, changes) => ({ ...placement, ...changes, is_pinned: true });

/** The stories' keys in printed order. */
export const storiesOf = ({ arrangement }) =>
  [...new Set(arrangement.placements.map(({ story }) => story).filter((story) => story !== null))];

export const placementOf = ({ arrangement }, block) =>
  arrangement.placements.find((placement) => placement.block === block);

const newStory = (review) => Math.max(0, ...storiesOf(review), ...Object.values(review.arrangement.pictures)) + 1;

/** Where in the list a block belongs among those of a story: as the page was read. */
const placeIn = (placements, story, block, rank) => {
  const after = placements.findIndex((other) => other.story === story && rank(other.block) > rank(block));
  return after >= 0 ? after : placements.findLastIndex((other) => other.story === story) + 1 || placements.length;
};

/** The story that a block without one would most likely belong to: that of the block before it. */
const nearest = (review, block) => {
  const { placements } = review.arrangement;
  const before = placements.slice(0, placements.findIndex((placement) => placement.block === block));
  return before.findLast(({ story }) => story !== null)?.story ?? storiesOf(review)[0] ?? newStory(review);
};

/** The block in another story; `story` is a key, or "new". `rank(block)` orders blocks as read. */
export const give = (review, block, story, rank) => {
  const { placements } = review.arrangement;
  const old = placementOf(review, block);
  const role = APART.includes(old.role) ? "body" : old.role;
  const rest = placements.filter((placement) => placement !== old);
  if (story === "new") {
    // A story of its own, right after the one it stood in.
    const last = old.story === null ? -1 : rest.findLastIndex((other) => other.story === old.story);
    const place = last >= 0 ? last + 1 : placements.indexOf(old);
    return rearranged(review, rest.toSpliced(place, 0, pinned(old, { role, story: newStory(review), reason: "" })));
  }
  return rearranged(review, rest.toSpliced(placeIn(rest, story, block, rank), 0, pinned(old, { role, story, reason: "" })));
};

/** The block as something else; outside the stories, or back in one. */
export const as = (review, block, role, rank, reason = "") => {
  const old = placementOf(review, block);
  const isApart = APART.includes(role);
  if (!isApart && old.story === null) {
    const given = give(review, block, nearest(review, block), rank);
    return as(given, block, role, rank);
  }
  const changes = { role, story: isApart ? null : old.story, reason: role === "discarded" ? reason : "" };
  const placements = review.arrangement.placements.map((other) => (other === old ? pinned(old, changes) : other));
  return rearranged(review, placements);
};

/** The block one place earlier (-1) or later (1) in its story. */
export const shift = (review, block, step) => {
  const placements = [...review.arrangement.placements];
  const { story } = placementOf(review, block);
  const places = placements.flatMap((other, place) => (other.story === story ? [place] : []));
  const at = places.findIndex((place) => placements[place].block === block);
  const [from, to] = [places[at], places[at + step]];
  if (to === undefined) return review;
  [placements[from], placements[to]] = [placements[to], pinned(placements[from], {})];
  return rearranged(review, placements);
};

// As in articles/importing/dividing.py: the key of a part says its block and its first line.
const PARTS = 10_000_000;
const LINES = 10_000;

/** A block's key as [the block as it was read, the line where this part of it begins]. */
export const partOf = (block) =>
  (block < PARTS ? [block, 0] : [Math.floor((block - PARTS) / LINES), (block - PARTS) % LINES]);

/** A block in two: the second, of the same role and story, begins at a line of what was read. */
export const cut = (review, block, line) => {
  const [read] = partOf(block);
  const { cuts } = review.decisions;
  const { placements } = review.arrangement;
  const old = placementOf(review, block);
  const part = pinned(old, { block: PARTS + read * LINES + line });
  const lines = [...(cuts[read] ?? []), line].sort((first, second) => first - second);
  return {
    ...rearranged(review, placements.toSpliced(placements.indexOf(old) + 1, 0, part)),
    decisions: { ...review.decisions, cuts: { ...cuts, [read]: lines } },
  };
};

/** All from a block to the end of its story become a story of their own. */
export const splitBefore = (review, block) => {
  const { placements } = review.arrangement;
  const { story } = placementOf(review, block);
  const of = placements.filter((other) => other.story === story);
  const from = of.findIndex((other) => other.block === block);
  if (story === null || from < 1) return review;
  const key = newStory(review);
  const taken = of.slice(from).map((other) => pinned(other, { story: key }));
  const left = placements.filter((other) => !of.slice(from).includes(other));
  const place = left.findLastIndex((other) => other.story === story) + 1;
  return rearranged(review, left.toSpliced(place, 0, ...taken));
};

/** The story goes on at the end of another; its headlines become sub-heads there. */
export const merge = (review, story, into) => {
  const { placements, pictures } = review.arrangement;
  const hasHeadline = placements.some((other) => other.story === into && other.role === "headline");
  const moved = placements.filter((other) => other.story === story).map((other) => pinned(other, {
    story: into,
    role: hasHeadline && TITLES.includes(other.role) ? "subhead" : other.role,
  }));
  const rest = placements.filter((other) => other.story !== story);
  const place = rest.findLastIndex((other) => other.story === into) + 1;
  const given = Object.fromEntries(Object.entries(pictures).map(([key, of]) => [key, of === story ? into : of]));
  const { decisions } = review;
  const rekeyed = (list) => list.map((item) => (item.story === story ? { ...item, story: into } : item));
  return {
    ...rearranged(review, rest.toSpliced(place, 0, ...moved), given),
    decisions: { ...decisions, corrections: rekeyed(decisions.corrections), choices: rekeyed(decisions.choices) },
  };
};

/** Two stories with each other's headline, kicker and deck. */
export const swapTitles = (review, first, second) => {
  const { placements } = review.arrangement;
  const isTitleOf = (story) => (other) => other.story === story && TITLES.includes(other.role);
  const list = placements.filter((other) => !isTitleOf(first)(other) && !isTitleOf(second)(other));
  for (const [from, to] of [[first, second], [second, first]]) {
    const place = list.findIndex((other) => other.story === to);
    if (place < 0) return review; // nothing but titles: there is no story to give them to
    list.splice(place, 0, ...placements.filter(isTitleOf(from)).map((other) => pinned(other, { story: to })));
  }
  return rearranged(review, list);
};

/** The story one place earlier (-1) or later (1) in the printed order. */
export const shiftStory = (review, story, step) => {
  const order = storiesOf(review);
  const other = order[order.indexOf(story) + step];
  if (other === undefined) return review;
  const [moved, around] = step < 0 ? [story, other] : [other, story];
  const { placements } = review.arrangement;
  const taken = placements.filter((placement) => placement.story === moved);
  const rest = placements.filter((placement) => placement.story !== moved);
  const place = rest.findIndex((placement) => placement.story === around);
  return rearranged(review, rest.toSpliced(place, 0, ...taken));
};

/** A picture in another story; null: in none. */
export const givePicture = (review, picture, story) =>
  rearranged(review, review.arrangement.placements, { ...review.arrangement.pictures, [picture]: story });

// Decisions

const decided = (review, changes) => ({ ...review, decisions: { ...review.decisions, ...changes } });

// Words are named by what was printed: `{ story, field, printed }`, or `{ masthead, printed }` where
// `masthead` is a field of the masthead.
const isAbout = ({ story, field, printed }) => (other) =>
  other.field === field && other.printed === printed && (printed || other.story === story);

/** What words are to say. */
export const said = ({ decisions }, words) =>
  (words.masthead ? decisions.masthead[words.masthead] : decisions.corrections.findLast(isAbout(words))?.text)
  ?? words.printed;

/** Other words than were printed; the printed ones again take the correction away. */
export const say = (review, words, text) => {
  const { masthead: name, printed } = words;
  const isPrinted = text === printed;
  if (name) {
    const { [name]: _, ...masthead } = review.decisions.masthead;
    return decided(review, { masthead: isPrinted ? masthead : { ...masthead, [name]: text } });
  }
  const others = review.decisions.corrections.filter((other) => !isAbout(words)(other));
  return decided(review, { corrections: isPrinted ? others : [...others, { ...words, text }] });
};

/**
 * Suggestions `{ story, kind, name }` taken (true), dropped (false), or undecided again (null);
 * `person` in one says who is meant.
 */
export const choose = (review, suggestions, isTaken) => {
  const isOne = (choice) =>
    suggestions.some(({ story, kind, name }) => choice.story === story && choice.kind === kind && choice.name === name);
  const others = review.decisions.choices.filter((choice) => !isOne(choice));
  const made = isTaken === null ? [] : suggestions.map((suggestion) => ({ ...suggestion, is_taken: isTaken }));
  return decided(review, { choices: [...others, ...made] });
};

/** A doubt looked at, or to be looked at again. */
export const tick = (review, sentence, isSeen) => {
  const others = review.decisions.seen.filter((other) => other !== sentence);
  return decided(review, { seen: isSeen ? [...others, sentence] : others });
};
