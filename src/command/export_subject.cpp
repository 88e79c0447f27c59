#include <fmt/format.h>

#include <algorithm>

#include "rapport/command/customers.hpp"
#include "rapport/command/exports.hpp"
#include "rapport/command/people.hpp"
#include "rapport/command/resolve.hpp"
#include "rapport/command/timeline.hpp"
#include "rapport/domain/search_words.hpp"
#include "rapport/store/records.hpp"

// What a customer or person may ask to see of themselves.
namespace rapport {
namespace {

using Uids = std::set<std::string>;

/// The uid that a field holds or that is a member of it; empty for other fields.
std::string uid_in(const std::string& name, const FieldValue& value) {
  const auto dot = name.find('.');
  if (dot != std::string::npos && parse_uid(name.substr(dot + 1))) return name.substr(dot + 1);
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && parse_uid(*text) ? *text : std::string{};
}

bool speaks_of(const Record& record, const Uids& uids) {
  return std::any_of(record.fields.begin(), record.fields.end(), [&](const auto& field) {
    return uids.contains(uid_in(field.first, field.second));
  });
}

/// What a record came from: a learning from its talk, the sharing of a story from the story.
bool came_from(const Record& record, const Uids& uids) {
  return std::any_of(record.fields.begin(), record.fields.end(), [&](const auto& field) {
    return (field.first == "interaction" || field.first == "story") &&
           uids.contains(uid_in(field.first, field.second));
  });
}

bool names_them(const Record& record, const std::vector<SearchPhrases>& names) {
  return std::any_of(record.fields.begin(), record.fields.end(), [&](const auto& field) {
    const auto* text = std::get_if<std::string>(&field.second);
    return text != nullptr && std::any_of(names.begin(), names.end(), [&](const auto& name) {
             return !marks_in(*text, name).empty();
           });
  });
}

/// Those asked for, their duplicates, and for a customer the people there.
std::set<Uid> subjects_of(Store& store, const NameHit& hit) {
  if (const auto person = store.find<Person>(hit.uid)) return with_duplicates(store, *person);
  const auto customer = store.find<Customer>(hit.uid).value();
  std::set<Uid> subjects = with_duplicates(store, customer);
  for (const Person& person : store.all<Person>())
    if (subjects.contains(person.customer)) subjects.insert(person.uid);
  return subjects;
}

/// The whole names of `subjects`, to be found in texts.
std::vector<SearchPhrases> names_of(const std::vector<Record>& records,
                                    const std::set<Uid>& subjects) {
  std::vector<SearchPhrases> names;
  const auto add = [&](const std::string& name) {
    SearchPhrases phrases = parse_search({name});
    phrases.open = false;
    if (!phrases.phrases.empty()) names.push_back(std::move(phrases));
  };
  for (const Record& record : records) {
    if (!subjects.contains(record.uid)) continue;
    for (const auto& [field, value] : record.fields) {
      const auto* text = std::get_if<std::string>(&value);
      if (field == "name" && text != nullptr) add(*text);
      if (field.starts_with("alias.")) add(field.substr(std::string_view("alias.").size()));
    }
  }
  return names;
}

}  // namespace

Subject::Subject(Session& session, const std::string& name) {
  Store& store = session.store();
  const NameHit hit = resolve_party(store, name);
  uid_ = hit.uid;
  const std::set<Uid> subjects = subjects_of(store, hit);
  std::vector<Record> records;
  each_record(store, [&](const Record& record) { records.push_back(record); });
  Uids uids;
  for (const Uid& uid : subjects) uids.insert(to_string(uid));
  const auto names = names_of(records, subjects);
  Uids direct = uids;
  for (const Record& record : records)
    if (speaks_of(record, uids) || names_them(record, names)) direct.insert(to_string(record.uid));
  for (const Record& record : records)
    if (direct.contains(to_string(record.uid)) || came_from(record, direct))
      about_.emplace(record.space, record.uid);
}

bool Subject::has(const std::string& space, const Uid& uid) const {
  return about_.contains({space, uid});
}

Document Subject::page(Session& session) const {
  Store& store = session.store();
  const auto customer = store.find<Customer>(uid_);
  return {.report = "export",
          .blocks = customer ? page_of(session, *customer)
                             : page_of(session, store.find<Person>(uid_).value()),
          .main_table = "interactions"};
}

}  // namespace rapport
