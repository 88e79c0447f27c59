#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rapport/report/one_on_one.hpp"

/// Parts of the page of a 1:1 that are lists of things to do, to tell and to ask. Each adds its
/// heading and tables; what has nothing to say is for programs alone.
namespace rapport {

using Blocks = std::vector<Block>;
using Report = OneOnOneReport;

inline KeyValue for_programs(const char* key, Value value) {
  return {key, "", {std::move(value)}, Audience::programs};
}

/// "9 talks · 8 customers · 1 promise overdue": what the page holds, the pressing things named.
std::string in_short(const Report& report);
void add_rough(Blocks& blocks, const Report& report);
void add_questions(Blocks& blocks, const Report& report);
void add_promises(Blocks& blocks, const Report& report);
void add_to_tell(Blocks& blocks, const Report& report);
void add_stories(Blocks& blocks, const Report& report);
void add_actions(Blocks& blocks, const Report& report);
void add_plans(Blocks& blocks, const std::vector<TalkLine>& plans, const char* key,
               const char* title);

}  // namespace rapport
