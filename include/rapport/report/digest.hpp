#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/redact.hpp"

namespace rapport {

/// A customer story as a digest tells it.
struct DigestStory {
  std::int64_t number = 0;
  Date told{};
  std::string pm;
  std::string text;
  std::vector<std::string> themes;
  std::vector<std::string> customers;
  std::vector<std::string> shared;  ///< "all hands, Fri 20 Nov"
};

/// A page of stories to send round.
struct Digest {
  Date today{};
  std::optional<Date> since;
  std::vector<DigestStory> stories;  ///< oldest first
  bool redacted = false;
};

/// "customer A" … "customer Z", "customer AA": what the customer at `index` is called instead.
std::string neutral_name(std::size_t index);

/// The digest without any name in it, to the last tag.
Digest redacted(Digest digest, const Redaction& redact);

Document document_of(const Digest& digest);

}  // namespace rapport
