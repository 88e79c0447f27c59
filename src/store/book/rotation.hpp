#pragma once

#include <span>
#include <vector>

#include "rapport/domain/time.hpp"

namespace rapport {

/// Which of several backups to keep, one answer for each, in their order: the newest ten, the
/// newest of each of the last eight ISO weeks that have one, and of each of the last twelve months.
/// `newest_first` are the moments at which they were made.
std::vector<bool> backups_to_keep(std::span<const Moment> newest_first);

}  // namespace rapport
