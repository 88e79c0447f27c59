#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rapport/domain/crm.hpp"

/// What the usual programs call columns, kinds and states. All in lower case, words with one blank
/// between them: see `plain_words`.
namespace rapport {

/// "Duration (minutes)" → "duration minutes", "E-Mail" → "e mail".
std::string plain_words(std::string_view text);

std::optional<CrmField> field_of_column(std::string_view plain);

/// As `field_of_column`, for columns in other languages than English.
std::optional<CrmField> field_of_foreign_column(std::string_view plain);

/// As `field_of_column`, for what only this program's own tables have.
std::optional<CrmField> field_of_own_column(std::string_view plain);

/// Which of two columns tells the same thing rather: the one that stands for a lower number.
std::size_t id_rank(std::string_view plain);

/// True for the first words of a row that stands below a table: "total", "copyright".
bool begins_footer(std::string_view plain);

struct CrmKind {
  std::optional<Kind> kind;  ///< nothing for what is no talk: a task, say
  Purpose purpose = Purpose::discovery;
};

std::optional<CrmKind> find_crm_kind(std::string_view plain);

/// "yes", "true", "wahr", "vrai".
bool means_yes(std::string_view plain);

/// The same, or a word for how private something is: "confidential".
bool means_private(std::string_view plain);

struct CrmState {
  std::optional<Status> status;  ///< nothing for what came to no talk: nobody answered, say
};

std::optional<CrmState> find_crm_state(std::string_view plain);

}  // namespace rapport
