#pragma once

#include <vector>

#include "rapport/command/topics.hpp"

/// The texts of topics, for topics.cpp.
namespace rapport {

std::vector<TopicPart> date_parts();
std::vector<TopicPart> target_parts();
std::vector<TopicPart> format_parts();
std::vector<TopicPart> privacy_parts();
std::vector<TopicPart> recipe_parts();

/// What settings are; the second part is for those of the file, the third for those of the book.
std::vector<TopicPart> settings_texts();

}  // namespace rapport
