#pragma once

#include <string>
#include <vector>

#include "rapport/report/one_on_one.hpp"

/// Parts of the page of a 1:1 that are lists of things to do, to tell and to ask. What has nothing
/// to say is for programs alone.
namespace rapport {

/// "8 customers · something learned in 4 of 13 talks · logged 2 days after the talk".
std::string in_short(const OneOnOneReport& report);

/// Adds a table under its heading, which is left out where nothing is listed.
void add_list(std::vector<Block>& blocks, const char* title, Table table, Tone tone = Tone::plain);

Table actions_table(const OneOnOneReport& report);
Table rough_table(const OneOnOneReport& report);
Table stories_table(const OneOnOneReport& report);
Table promises_table(const OneOnOneReport& report);
Table to_tell_table(const OneOnOneReport& report);
KeyValues closure_values(const OneOnOneReport& report);
Table plans_table(const OneOnOneReport& report, const std::vector<TalkLine>& plans,
                  const char* key);
Table team_table(const OneOnOneReport& report);
void add_questions(std::vector<Block>& blocks, const OneOnOneReport& report);

}  // namespace rapport
