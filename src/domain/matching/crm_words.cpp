#include "domain/matching/crm_words.hpp"

#include <algorithm>
#include <array>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

struct ColumnWord {
  std::string_view words;
  CrmField field;
};

/// Columns of Salesforce, HubSpot, Pipedrive, Zoho, Dynamics, Freshsales, Close and of this
/// program.
constexpr std::array columns{
    ColumnWord{"activity date", CrmField::date},
    ColumnWord{"activitydate", CrmField::date},
    ColumnWord{"activity date time", CrmField::date},
    ColumnWord{"activitydatetime", CrmField::date},
    ColumnWord{"date", CrmField::date},
    ColumnWord{"date time", CrmField::date},
    ColumnWord{"datetime", CrmField::date},
    ColumnWord{"due date", CrmField::date},
    ColumnWord{"start", CrmField::date},
    ColumnWord{"start date", CrmField::date},
    ColumnWord{"start time", CrmField::date},
    ColumnWord{"start date time", CrmField::date},
    ColumnWord{"startdatetime", CrmField::date},
    ColumnWord{"start datetime", CrmField::date},
    ColumnWord{"meeting start time", CrmField::date},
    ColumnWord{"meeting start", CrmField::date},
    ColumnWord{"meeting date", CrmField::date},
    ColumnWord{"call date", CrmField::date},
    ColumnWord{"call start time", CrmField::date},
    ColumnWord{"scheduled start", CrmField::date},
    ColumnWord{"actual start", CrmField::date},
    ColumnWord{"from", CrmField::date},
    ColumnWord{"when", CrmField::date},
    ColumnWord{"time", CrmField::time},
    ColumnWord{"due time", CrmField::time},
    ColumnWord{"activity time", CrmField::time},
    ColumnWord{"end", CrmField::end},
    ColumnWord{"end date", CrmField::end},
    ColumnWord{"end time", CrmField::end},
    ColumnWord{"end date time", CrmField::end},
    ColumnWord{"enddatetime", CrmField::end},
    ColumnWord{"meeting end time", CrmField::end},
    ColumnWord{"meeting end", CrmField::end},
    ColumnWord{"scheduled end", CrmField::end},
    ColumnWord{"actual end", CrmField::end},
    ColumnWord{"to", CrmField::end},
    ColumnWord{"minutes", CrmField::minutes},
    ColumnWord{"duration minutes", CrmField::minutes},
    ColumnWord{"duration in minutes", CrmField::minutes},
    ColumnWord{"duration min", CrmField::minutes},
    ColumnWord{"durationinminutes", CrmField::minutes},
    ColumnWord{"call duration minutes", CrmField::minutes},
    ColumnWord{"hours", CrmField::hours},
    ColumnWord{"duration hours", CrmField::hours},
    ColumnWord{"duration in hours", CrmField::hours},
    ColumnWord{"seconds", CrmField::seconds},
    ColumnWord{"duration seconds", CrmField::seconds},
    ColumnWord{"duration in seconds", CrmField::seconds},
    ColumnWord{"call duration seconds", CrmField::seconds},
    ColumnWord{"call duration in seconds", CrmField::seconds},
    ColumnWord{"calldurationinseconds", CrmField::seconds},
    ColumnWord{"duration milliseconds", CrmField::milliseconds},
    ColumnWord{"call duration milliseconds", CrmField::milliseconds},
    ColumnWord{"duration", CrmField::length},
    ColumnWord{"length", CrmField::length},
    ColumnWord{"call duration", CrmField::length},
    ColumnWord{"meeting duration", CrmField::length},
    ColumnWord{"actual duration", CrmField::length},
    ColumnWord{"kind", CrmField::kind},
    ColumnWord{"type", CrmField::kind},
    ColumnWord{"activity type", CrmField::kind},
    ColumnWord{"activitytype", CrmField::kind},
    ColumnWord{"engagement type", CrmField::kind},
    ColumnWord{"event type", CrmField::kind},
    ColumnWord{"task subtype", CrmField::kind},
    ColumnWord{"status", CrmField::status},
    ColumnWord{"activity status", CrmField::status},
    ColumnWord{"meeting outcome", CrmField::status},
    ColumnWord{"done", CrmField::status},
    ColumnWord{"customer", CrmField::customer},
    ColumnWord{"customers", CrmField::customer},
    ColumnWord{"account", CrmField::customer},
    ColumnWord{"account name", CrmField::customer},
    ColumnWord{"company", CrmField::customer},
    ColumnWord{"company name", CrmField::customer},
    ColumnWord{"company account", CrmField::customer},
    ColumnWord{"associated company", CrmField::customer},
    ColumnWord{"associated companies", CrmField::customer},
    ColumnWord{"organization", CrmField::customer},
    ColumnWord{"organisation", CrmField::customer},
    ColumnWord{"organization name", CrmField::customer},
    ColumnWord{"related to", CrmField::customer},
    ColumnWord{"regarding", CrmField::customer},
    ColumnWord{"lead name", CrmField::customer},
    ColumnWord{"contact", CrmField::person},
    ColumnWord{"contacts", CrmField::person},
    ColumnWord{"contact name", CrmField::person},
    ColumnWord{"contact person", CrmField::person},
    ColumnWord{"associated contact", CrmField::person},
    ColumnWord{"associated contacts", CrmField::person},
    ColumnWord{"person", CrmField::person},
    ColumnWord{"people", CrmField::person},
    ColumnWord{"who", CrmField::person},
    ColumnWord{"owner", CrmField::owner},
    ColumnWord{"activity owner", CrmField::owner},
    ColumnWord{"event owner", CrmField::owner},
    ColumnWord{"call owner", CrmField::owner},
    ColumnWord{"meeting owner", CrmField::owner},
    ColumnWord{"task owner", CrmField::owner},
    ColumnWord{"assigned", CrmField::owner},
    ColumnWord{"assigned to", CrmField::owner},
    ColumnWord{"assigned to user", CrmField::owner},
    ColumnWord{"activity assigned to", CrmField::owner},
    ColumnWord{"host", CrmField::owner},
    ColumnWord{"user", CrmField::owner},
    ColumnWord{"pm", CrmField::owner},
    ColumnWord{"subject", CrmField::subject},
    ColumnWord{"title", CrmField::subject},
    ColumnWord{"meeting name", CrmField::subject},
    ColumnWord{"meeting title", CrmField::subject},
    ColumnWord{"event title", CrmField::subject},
    ColumnWord{"call title", CrmField::subject},
    ColumnWord{"activity name", CrmField::subject},
    ColumnWord{"note", CrmField::note},
    ColumnWord{"notes", CrmField::note},
    ColumnWord{"comments", CrmField::note},
    ColumnWord{"full comments", CrmField::note},
    ColumnWord{"description", CrmField::note},
    ColumnWord{"call notes", CrmField::note},
    ColumnWord{"meeting notes", CrmField::note},
    ColumnWord{"meeting description", CrmField::note},
    ColumnWord{"body", CrmField::note},
};

constexpr std::array crm_kinds{
    CrmKind{"meeting", Kind::video},
    CrmKind{"video call", Kind::video},
    CrmKind{"web meeting", Kind::video},
    CrmKind{"online meeting", Kind::video},
    CrmKind{"virtual meeting", Kind::video},
    CrmKind{"web conference", Kind::video},
    CrmKind{"video conference", Kind::video},
    CrmKind{"appointment", Kind::video},
    CrmKind{"zoom", Kind::video},
    CrmKind{"teams", Kind::video},
    CrmKind{"webex", Kind::video},
    CrmKind{"google meet", Kind::video},
    CrmKind{"demo", Kind::video, Purpose::demo},
    CrmKind{"product demo", Kind::video, Purpose::demo},
    CrmKind{"training", Kind::video, Purpose::training},
    CrmKind{"site visit", Kind::visit},
    CrmKind{"on site", Kind::visit},
    CrmKind{"onsite", Kind::visit},
    CrmKind{"on site visit", Kind::visit},
    CrmKind{"onsite visit", Kind::visit},
    CrmKind{"customer visit", Kind::visit},
    CrmKind{"in person", Kind::visit},
    CrmKind{"in person meeting", Kind::visit},
    CrmKind{"face to face", Kind::visit},
    CrmKind{"lunch", Kind::visit},
    CrmKind{"phone", Kind::call},
    CrmKind{"phone call", Kind::call},
    CrmKind{"telephone", Kind::call},
    CrmKind{"outbound call", Kind::call},
    CrmKind{"inbound call", Kind::call},
    CrmKind{"outbound", Kind::call},
    CrmKind{"inbound", Kind::call},
    CrmKind{"logged call", Kind::call},
    CrmKind{"e mail", Kind::email},
    CrmKind{"mail", Kind::email},
    CrmKind{"logged email", Kind::email},
    CrmKind{"incoming email", Kind::email},
    CrmKind{"forwarded email", Kind::email},
    CrmKind{"list email", Kind::email},
    CrmKind{"sms", Kind::chat},
    CrmKind{"whatsapp", Kind::chat},
    CrmKind{"message", Kind::chat},
    CrmKind{"text message", Kind::chat},
    CrmKind{"live chat", Kind::chat},
    CrmKind{"linkedin message", Kind::chat},
    CrmKind{"conference", Kind::event},
    CrmKind{"trade show", Kind::event},
    CrmKind{"advisory board", Kind::board},
    CrmKind{"customer advisory board", Kind::board},
    CrmKind{"task", std::nullopt},
    CrmKind{"deadline", std::nullopt},
    CrmKind{"to do", std::nullopt},
    CrmKind{"todo", std::nullopt},
    CrmKind{"note", std::nullopt},
    CrmKind{"send letter", std::nullopt},
    CrmKind{"send quote", std::nullopt},
    CrmKind{"letter", std::nullopt},
    CrmKind{"fax", std::nullopt},
};

struct StatusWord {
  std::string_view words;
  Status status;
};

constexpr std::array status_words{
    StatusWord{"held", Status::held},           StatusWord{"completed", Status::held},
    StatusWord{"complete", Status::held},       StatusWord{"done", Status::held},
    StatusWord{"closed", Status::held},         StatusWord{"yes", Status::held},
    StatusWord{"true", Status::held},           StatusWord{"planned", Status::planned},
    StatusWord{"scheduled", Status::planned},   StatusWord{"rescheduled", Status::planned},
    StatusWord{"open", Status::planned},        StatusWord{"to do", Status::planned},
    StatusWord{"not started", Status::planned}, StatusWord{"in progress", Status::planned},
    StatusWord{"no", Status::planned},          StatusWord{"false", Status::planned},
    StatusWord{"cancelled", Status::cancelled}, StatusWord{"canceled", Status::cancelled},
    StatusWord{"deferred", Status::cancelled},  StatusWord{"no show", Status::no_show},
};

template <typename Table>
const typename Table::value_type* find_row(const Table& table, std::string_view plain) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.words == plain; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

std::string plain_words(std::string_view text) {
  const std::string folded = fold(text);
  std::string plain;
  for (const std::string_view word : words_of(folded))
    plain += (plain.empty() ? "" : " ") + std::string(word);
  return plain;
}

std::optional<CrmField> field_of_column(std::string_view plain) {
  const ColumnWord* found = find_row(columns, plain);
  return found == nullptr ? std::nullopt : std::optional{found->field};
}

const CrmKind* find_crm_kind(std::string_view plain) { return find_row(crm_kinds, plain); }

std::optional<Status> status_of(std::string_view plain) {
  const StatusWord* found = find_row(status_words, plain);
  return found == nullptr ? std::nullopt : std::optional{found->status};
}

}  // namespace rapport
