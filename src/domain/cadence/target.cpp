#include "rapport/domain/target.hpp"

namespace rapport {

std::vector<Target> default_targets() {
  return {{.name = "onboarding",
           .metric = Metric::visits,
           .amount = 15,
           .every = {.unit = Every::Unit::once},
           .onboarding = true},
          {.name = "weekly",
           .metric = Metric::hours,
           .amount = 180,
           .every = {.unit = Every::Unit::week},
           .main = true}};
}

}  // namespace rapport
