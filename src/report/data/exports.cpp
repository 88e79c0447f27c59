#include "rapport/report/exports.hpp"

#include "rapport/document/table.hpp"

namespace rapport {

Table entity_table(std::string key, const std::vector<std::string>& fields, EachEntity each) {
  std::vector<ColumnOf<std::vector<Value>>> columns;
  for (const std::string& field : fields)
    columns.push_back(
        {field, "", [i = columns.size()](const std::vector<Value>& row) { return Cell{row[i]}; }});
  return table_of({.key = std::move(key)}, std::move(each), columns);
}

}  // namespace rapport
