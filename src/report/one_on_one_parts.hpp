#pragma once

#include <utility>
#include <vector>

#include "rapport/report/one_on_one.hpp"

/// Parts of the page of a 1:1 that are lists of things to do, to tell and to ask. Each adds its
/// heading and tables; what has nothing to say is for programs alone.
namespace rapport {

using Blocks = std::vector<Block>;
using Report = OneOnOneReport;

inline Fact for_programs(const char* key, Value value) {
  return {key, "", {std::move(value)}, Audience::programs};
}

void add_questions(Blocks& blocks, const Report& report);
void add_promises(Blocks& blocks, const Report& report);
void add_to_tell(Blocks& blocks, const Report& report);
void add_stories(Blocks& blocks, const Report& report);
void add_actions(Blocks& blocks, const Report& report);
void add_plans(Blocks& blocks, const std::vector<TalkLine>& plans, const char* key,
               const char* title);

}  // namespace rapport
