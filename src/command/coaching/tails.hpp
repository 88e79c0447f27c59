#pragma once

#include "rapport/document/document.hpp"
#include "rapport/store/store.hpp"

namespace rapport {

/// In a page made for others: what is #412 in this book, and another thing in theirs, is shown as
/// the tail of its uid, "~7b6979", which every book understands where a number is typed.
void show_tails(Document& page, Store& store);

}  // namespace rapport
