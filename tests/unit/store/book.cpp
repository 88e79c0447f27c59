#include "book.hpp"

#include "rapport/domain/counting.hpp"
#include "store/book/checksum.hpp"

namespace rapport {
namespace {

void dump_rows(Db& db, const char* sql, std::vector<std::string>& lines) {
  db.each(sql, [&](const Row& row) { lines.push_back(row.text(0)); });
}

void dump_derived(Db& db, std::vector<std::string>& lines) {
  dump_rows(db,
            "SELECT 'hosted '||quote(pm)||quote(day)||quote(interaction)||quote(number)||"
            "quote(minute)||quote(talk) FROM hosted_talk ORDER BY 1",
            lines);
  dump_rows(db,
            "SELECT 'link '||quote(owner)||quote(role)||quote(day)||quote(other) FROM link "
            "ORDER BY 1",
            lines);
  dump_rows(db,
            "SELECT 'name '||quote(folded)||quote(ent)||quote(uid)||quote(whole) FROM name "
            "ORDER BY 1",
            lines);
}

template <typename E>
std::set<E> random_words(Random& random) {
  std::set<E> some;
  for (int i = random.up_to(3); i > 0; --i) some.insert(random.word<E>());
  return some;
}

}  // namespace

std::optional<Reverted> TestBook::undo() {
  std::optional<Reverted> reverted;
  command("undo", [&](Writing& writing) { reverted = writing.undo(); });
  return reverted;
}

std::optional<Reverted> TestBook::redo() {
  std::optional<Reverted> reverted;
  command("redo", [&](Writing& writing) { reverted = writing.redo(); });
  return reverted;
}

std::vector<std::string> live_dump(Db& db) {
  std::vector<std::string> lines;
  dump_rows(db,
            "SELECT hex(uid)||' '||space||' '||ent||' '||recorded||' '||body FROM entity "
            "WHERE deleted = 0 ORDER BY uid, space",
            lines);
  dump_derived(db, lines);
  return lines;
}

std::vector<std::string> whole_dump(Db& db) {
  std::vector<std::string> lines;
  dump_rows(db,
            "SELECT quote(uid)||quote(space)||quote(ent)||quote(number)||quote(hlc)||"
            "quote(deleted)||quote(recorded)||quote(body) FROM entity "
            "ORDER BY uid, space",
            lines);
  dump_derived(db, lines);
  return lines;
}

void receive(Db& db, const Change& change) {
  db.run("INSERT OR IGNORE INTO stream(space, replica, head, hlc, digest) VALUES(?,?,0,0,?)",
         change.space, change.replica, digest_of_stream(change.space, change.replica, {}));
  const auto stream = db.number("SELECT id FROM stream WHERE space = ? AND replica = ?",
                                change.space, change.replica);
  db.run(
      "INSERT INTO change(stream, seq, hlc, base, nonce, cmd, ent, uid, op, ver, at, body, digest) "
      "VALUES(?,?,?,?,?,?,?,?,?,1,?,?,?)",
      stream, change.seq, change.hlc, change.base, change.nonce, change.cmd, change.ent, change.uid,
      static_cast<int>(change.op), recorded_number(change.at), blob_of(change.body),
      digest_of(change));
  db.run("UPDATE stream SET head = max(head, ?) WHERE id = ?", change.seq, stream);
}

std::string Random::text() {
  static const std::vector<std::string> texts{"Acme Robotics",
                                              "Müller & Söhne",
                                              "naïve “quotes”",
                                              "a\"b\\c",
                                              "tab\tand\nline",
                                              "日本株式会社",
                                              "👩‍👩‍👧",
                                              "null",
                                              "true",
                                              "0",
                                              "-1",
                                              "x.y",
                                              "customer",
                                              "'; DROP TABLE entity; --",
                                              "\x01\x7f",
                                              "\xe2\x80\xae"
                                              "rtl",
                                              "  blanks  ",
                                              std::string(300, 'x'),
                                              "%s %n",
                                              "e\xcc\x81",
                                              "1e999"};
  std::string text = one_of(texts);
  if (maybe(30)) text += " " + std::to_string(up_to(99));
  return text;
}

Uid Random::uid() {
  Uid uid;
  for (auto& byte : uid.bytes) byte = static_cast<std::uint8_t>(up_to(255));
  uid.bytes[0] |= 1;  // never nil
  return uid;
}

Date Random::date() { return make_date(2020, 1, 1).value() + Days{up_to(4000)}; }

std::set<Uid> Random::uids(int most) {
  std::set<Uid> some;
  for (int i = up_to(most); i > 0; --i) some.insert(uid());
  return some;
}

std::set<std::string> Random::texts(int most) {
  std::set<std::string> some;
  for (int i = up_to(most); i > 0; --i) some.insert(text());
  return some;
}

std::set<Date> Random::dates(int most) {
  std::set<Date> some;
  for (int i = up_to(most); i > 0; --i) some.insert(date());
  return some;
}

Pm random_pm(Random& random) {
  Pm pm{.name = random.text(), .handle = random.text()};
  pm.emails = random.texts(2);
  pm.aliases = random.texts(2);
  pm.joined = random.dates(3);
  pm.left = random.dates(2);
  pm.implicit_join = random.maybe();
  if (random.maybe()) pm.judge_from = random.date();
  return pm;
}

Customer random_customer(Random& random) {
  Customer customer{.name = random.text(), .first_class = random.word<Class>()};
  for (const Date date : random.dates(3)) customer.classes.emplace(date, random.word<Class>());
  if (random.maybe()) customer.region = random.text();
  if (random.maybe()) customer.segment = random.text();
  customer.tags = random.texts(3);
  customer.domains = random.texts(2);
  customer.aliases = random.texts(2);
  customer.do_not_contact = random.maybe();
  customer.archived = random.maybe();
  if (random.maybe(20)) customer.merged_into = random.uid();
  customer.apart = random.uids(2);
  return customer;
}

Person random_person(Random& random) {
  Person person{.name = random.text(), .customer = random.uid()};
  if (random.maybe()) person.role = random.text();
  person.emails = random.texts(2);
  person.aliases = random.texts(2);
  if (random.maybe(20)) person.merged_into = random.uid();
  return person;
}

Interaction random_interaction(Random& random) {
  Interaction talk{.start = {random.date(), {}, {}}, .length = Minutes{random.up_to(1440)}};
  if (random.maybe(80)) talk.start.minute = random.up_to(1439);
  if (random.maybe(80)) talk.start.offset = random.up_to(1560) - 720;
  talk.kind = random.word<Kind>();
  talk.purpose = random.word<Purpose>();
  talk.loop = random.word<Loop>();
  talk.status = random.word<Status>();
  if (random.maybe()) talk.cancelled_by = random.word<Side>();
  talk.hosts = random.uids(2);
  talk.customers = random.uids(3);
  talk.people = random.uids(2);
  talk.is_private = random.maybe();
  if (random.maybe()) talk.mood = random.word<Mood>();
  if (random.maybe()) talk.note = random.text();
  if (random.maybe()) talk.confirmed = Moment{random.date(), random.up_to(1439), {}};
  if (random.maybe()) talk.edited = Moment{random.date(), random.up_to(1439), {}};
  return talk;
}

PrivateNote random_private_note(Random& random) {
  PrivateNote kept;
  if (random.maybe()) kept.mood = random.word<Mood>();
  if (random.maybe()) kept.note = random.text();
  return kept;
}

Learning random_learning(Random& random) {
  Learning learning{.interaction = random.uid(), .text = random.text()};
  if (random.maybe(80)) learning.type = random.word<LearningType>();
  learning.themes = random.texts(3);
  learning.second_hand = random.maybe();
  if (learning.second_hand) learning.heard_from = random.text();
  return learning;
}

Promise random_promise(Random& random) {
  Promise promise{.interaction = random.uid(),
                  .pm = random.uid(),
                  .customers = random.uids(2),
                  .text = random.text(),
                  .made = random.date()};
  if (random.maybe()) promise.due = random.date();
  if (random.maybe()) promise.kept = random.date();
  if (random.maybe()) promise.told = random.date();
  if (random.maybe()) promise.colleague = random.uid();
  for (const Uid& customer : random.uids(2)) promise.told_to.emplace(customer, random.date());
  return promise;
}

Idea random_idea(Random& random) {
  Idea idea{.name = random.text(),
            .themes = random.texts(3),
            .state = random.word<IdeaState>(),
            .opened = random.date()};
  if (random.maybe()) idea.settled = random.date();
  if (random.maybe()) idea.why = random.text();
  if (random.maybe(20)) idea.merged_into = random.uid();
  return idea;
}

Vote random_vote(Random& random) {
  Vote vote{.idea = random.uid(), .customer = random.uid(), .cast = random.date()};
  if (random.maybe()) vote.interaction = random.uid();
  if (random.maybe()) vote.told = random.date();
  return vote;
}

Showstopper random_showstopper(Random& random) {
  Showstopper stop{.name = random.text(),
                   .pm = random.uid(),
                   .customers = random.uids(3),
                   .opened = {random.date(), random.up_to(1439), {}}};
  if (random.maybe()) stop.next_update = random.date();
  if (random.maybe()) stop.resolved = Moment{random.date(), random.up_to(1439), {}};
  if (random.maybe()) stop.how = random.text();
  for (const Uid& customer : random.uids(2)) stop.told.emplace(customer, random.date());
  return stop;
}

Story random_story(Random& random) {
  Story story{.pm = random.uid(),
              .text = random.text(),
              .themes = random.texts(2),
              .customers = random.uids(2),
              .told = random.date()};
  if (random.maybe()) story.interaction = random.uid();
  return story;
}

Share random_share(Random& random) {
  Share share{.story = random.uid(), .pm = random.uid(), .on = random.date()};
  if (random.maybe()) share.where = random.text();
  return share;
}

Review random_review(Random& random) {
  return {.pm = random.uid(), .on = random.date(), .note = random.text()};
}

Action random_action(Random& random) {
  Action action{
      .review = random.uid(), .pm = random.uid(), .text = random.text(), .made = random.date()};
  if (random.maybe()) action.due = random.date();
  if (random.maybe()) action.done = random.date();
  return action;
}

Timer random_timer(Random& random) {
  return {.pm = random.uid(),
          .customers = {random.uid()},
          .people = {random.uid()},
          .who = random.text(),
          .started = {random.date(), random.up_to(1439), random.up_to(1560) - 720},
          .kind = random.word<Kind>(),
          .purpose = random.word<Purpose>()};
}

Off random_off(Random& random) {
  Off off{.days = {random.date(), random.date()}};
  if (random.maybe(80)) off.pm = random.uid();
  if (random.maybe()) off.why = random.text();
  return off;
}

Target random_target(Random& random) {
  Target target{.name = random.text(), .amount = random.up_to(9999)};
  if (random.maybe()) target.pm = random.uid();
  target.metric =
      metrics()[static_cast<std::size_t>(random.up_to(static_cast<int>(metrics().size()) - 1))]
          .metric;
  using Cycle = Every::Unit;
  target.every.unit =
      random.one_of<Cycle>({Cycle::week, Cycle::month, Cycle::quarter, Cycle::weeks, Cycle::once});
  if (target.every.unit == Cycle::weeks) target.every.count = 2 + random.up_to(10);
  target.filter.loop = random.word<Loop>();
  target.filter.kinds = random_words<Kind>(random);
  target.filter.purposes = random_words<Purpose>(random);
  target.filter.least = Minutes{random.up_to(90)};
  if (random.maybe()) target.filter.region = random.text();
  if (random.maybe()) target.filter.segment = random.text();
  if (random.maybe()) target.filter.tag = random.text();
  target.main = random.maybe();
  target.onboarding = random.maybe();
  target.from = random.maybe(20) ? first_date : random.date();
  if (random.maybe()) target.until = random.date();
  if (random.maybe()) target.by = random.date();
  target.removed = random.maybe(20);
  return target;
}

Rules random_rules(Random& random) {
  Rules rules{.week_start = std::chrono::weekday{static_cast<unsigned>(random.up_to(6))},
              .work_days = {static_cast<unsigned>(1 + random.up_to(6))},
              .hour = Minutes{30 + random.up_to(30)},
              .own_domains = random.texts(2)};
  for (unsigned day = 1; day <= 7; ++day)
    if (random.maybe()) rules.work_days.insert(day);
  return rules;
}

}  // namespace rapport
