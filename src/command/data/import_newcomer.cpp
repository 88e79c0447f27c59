#include "command/data/import_newcomer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "command/asking.hpp"
#include "command/names.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/mail_providers.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

/// A question whose answer is `guess` where only Enter is pressed.
std::optional<std::string> ask_with(Session& session, const std::string& question,
                                    const std::string& guess, bool is_email) {
  const std::string shown = guess.empty() ? (is_email ? "none" : "") : printable(guess);
  const std::string ask = shown.empty() ? question : fmt::format("{} [{}]", question, shown);
  return ask_until(session, ask, [&](const std::string& typed) {
    std::string said(trim(typed.empty() ? guess : typed));
    if (is_email) return said.empty() ? said : read_email(said);
    check_name(said);
    return said;
  });
}

Pm newcomer_called(const Session& session, const std::string& name, const std::string& email) {
  Pm pm{
      .name = name, .handle = handle_of(name), .joined = {session.today()}, .implicit_join = true};
  if (!email.empty()) pm.emails.insert(email);
  return pm;
}

}  // namespace

std::optional<Pm> find_newcomer(Session& session, const std::string& file, const Attendee& guess) {
  if (!session.store().all<Pm>().empty()) return std::nullopt;
  if (const auto& said = session.globals().pm) {
    const NameAndEmail who = name_and_email(*said);
    check_name(who.name);
    return newcomer_called(session, who.name, who.email);
  }
  if (session.can_ask()) {
    const std::string& login = session.world().login;
    const auto name =
        ask_with(session, "Who are you? Your name", guess.name.empty() ? login : guess.name, false);
    const auto email =
        name ? ask_with(session, "Your e-mail address", guess.email, true) : std::nullopt;
    if (email) return newcomer_called(session, *name, *email);
  }
  const std::string name = guess.name.empty() ? "Your Name" : guess.name;
  const std::string email = guess.email.empty() ? "you@example.com" : guess.email;
  throw Error(ErrorKind::not_found, "this book does not know who you are",
              fmt::format("say so: rapport import {} --pm {}", shell_word(file),
                          shell_word(fmt::format("{} <{}>", name, email))));
}

Attendee most_frequent_attendee(const std::string& calendar_name,
                                const std::vector<ImportCandidate>& events) {
  const std::string named = fold(calendar_name);
  std::map<std::string, std::size_t> counts;
  std::map<std::string, std::string> names;
  for (const ImportCandidate& event : events)
    for (const Attendee& one : event.attendees) {
      ++counts[one.email];
      if (!one.name.empty() && one.name.find('@') == std::string::npos)
        names.emplace(one.email, one.name);
    }
  if (const auto email = as_email(named)) return {.name = names[*email], .email = *email};
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == counts.end()) return {};
  const auto ties = std::count_if(counts.begin(), counts.end(),
                                  [&](const auto& one) { return one.second == most->second; });
  return ties == 1 ? Attendee{.name = names[most->first], .email = most->first} : Attendee{};
}

Directory directory_with(const Pm& newcomer) {
  Directory::Entries entries{.pms = {newcomer}, .customers = {}, .people = {}, .own_domains = {}};
  if (const std::string domain = own_domain_of(newcomer); !domain.empty())
    entries.own_domains.insert(domain);
  return Directory(std::move(entries));
}

std::string own_domain_of(const Pm& newcomer) {
  if (newcomer.emails.empty()) return {};
  const std::string& email = *newcomer.emails.begin();
  std::string domain = email.substr(email.rfind('@') + 1);
  return is_mail_provider(domain) ? std::string{} : domain;
}

Uid add_newcomer(Writing& writing, Store& store, const Pm& newcomer) {
  const Uid uid = writing.add(newcomer);
  writing.set_me(uid);
  Rules rules = store.rules();
  if (const std::string domain = own_domain_of(newcomer); !domain.empty())
    if (rules.own_domains.insert(domain).second) writing.set_rules(rules);
  return uid;
}

std::string newcomer_text(const Pm& newcomer) {
  const std::string domain = own_domain_of(newcomer);
  return fmt::format("this book is yours now, {}{}", printable(newcomer.name),
                     domain.empty() ? std::string{}
                                    : fmt::format("; whoever is at {} is a colleague, unless "
                                                  "`rapport config set own.domains` says otherwise",
                                                  printable(domain)));
}

}  // namespace rapport
