#pragma once

#include <optional>
#include <span>

#include "rapport/domain/people.hpp"

namespace rapport {

/// Which of several customers of one name stands for all of them, so that every book says the same
/// without asking: the smallest uid, where all are of one class and nobody said that two of them
/// are apart. Nothing where they are not one.
std::optional<Uid> stands_for_all(std::span<const Customer> namesakes);

}  // namespace rapport
