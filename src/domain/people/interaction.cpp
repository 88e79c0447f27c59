#include "rapport/domain/interaction.hpp"

namespace rapport {

Minutes elapsed(const Timer& timer, const Moment& now) {
  const Moment& then = timer.started;
  const int away = then.offset && now.offset ? *now.offset - *then.offset : 0;
  return now.date - then.date + Minutes{now.minute.value_or(0) - then.minute.value_or(0) - away};
}

std::string shown_text(const Promise& promise) {
  return promise.is_private ? "a private promise" : promise.text;
}

}  // namespace rapport
