#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/store/store.hpp"

namespace rapport {

/// "Wed 18 Nov 11:20" from a recorded time.
std::string at_text(const std::string& recorded, Date today);

/// What an entity is called: its name, its text, or for a talk whom with and when.
std::string touched_label(Store& store, const Touched& touched, Date today);

/// What a command did, one row an entity, under the key `changes`.
Table touched_table(Store& store, const std::vector<Touched>& touched, Date today);

/// "added", "removed", "brought back", or the fields that differ: "start 2026-11-16T14:00 →
/// 2026-11-16T15:00, note". Of what is private, only that it "changed".
std::string change_text(Store& store, const Touched& touched);

/// A value as people read it: what stands behind a uid by its name.
std::string value_text(Store& store, const FieldValue& value);

/// "customer.0192…" → "customer Acme Robotics": a field, and its member, as people read them.
std::string field_text(Store& store, const std::string& field);

}  // namespace rapport
