#pragma once
#include <vector>
#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
namespace rapport {
inline std::vector<Block> standing(const Cadence&) { return {}; }
}
