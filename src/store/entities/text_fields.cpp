#include "rapport/store/text_fields.hpp"

#include <map>
#include <set>
#include <type_traits>

#include "rapport/store/describe.hpp"

namespace rapport {
namespace {

/// Visits a description and notes which fields hold something else than the words of people.
class OtherFields {
 public:
  template <typename T>
  void field(std::string_view name, const T&) {
    if (!std::is_same_v<T, std::string>) names_.emplace(name);
  }
  template <typename T>
  void set(std::string_view name, const std::set<T>&) {
    if (!std::is_same_v<T, std::string>) names_.emplace(name);
  }
  template <typename K, typename T>
  void keyed(std::string_view name, const std::map<K, T>&) {
    names_.emplace(name);
  }

  const std::set<std::string, std::less<>>& names() const { return names_; }

 private:
  std::set<std::string, std::less<>> names_{"recorded"};  // kept by an import
};

template <typename T>
OtherFields others_of() {
  OtherFields visitor;
  T value{};
  describe(visitor, value);
  return visitor;
}

const OtherFields* find_others(std::string_view ent) {
  static const std::map<std::string, OtherFields, std::less<>> known{
#define RAPPORT_OTHERS(Type, Name, Numbered) {Name, others_of<Type>()},
      RAPPORT_ENTITIES(RAPPORT_OTHERS)
#undef RAPPORT_OTHERS
  };
  const auto place = known.find(ent);
  return place == known.end() ? nullptr : &place->second;
}

}  // namespace

bool is_text_field(std::string_view ent, std::string_view field) {
  const OtherFields* others = find_others(ent);
  return others == nullptr || !others->names().contains(field.substr(0, field.find('.')));
}

}  // namespace rapport
