#include "rapport/report/digest.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

Digest sample() {
  return {.today = "2026-11-20"_d,
          .since = "2026-11-02"_d,
          .stories = {{.number = 3,
                       .told = "2026-11-18"_d,
                       .pm = "Priya",
                       .text = "Acme prints it.\nAcme's Jane types it in.",
                       .themes = {"acme", "orders"},
                       .customers = {"Acme", "Acme Ltd"},
                       .shared = {"lunch at Acme, Fri 20 Nov"}}}};
}

const Redaction& no_acme() {
  static const Redaction redact({{"Acme", SecretName::Of::customer, "customer A"},
                                 {"Jane", SecretName::Of::person, "customer A"}});
  return redact;
}

}  // namespace

TEST_CASE("digest: each story under whose it is, with when and where it was told") {
  const Document document = document_of(sample());
  CHECK(std::get<Heading>(document.blocks[0]).text == "Customer stories since Mon 2 Nov");
  CHECK(std::get<Heading>(document.blocks[2]).text == "Acme, Acme Ltd · Wed 18 Nov");
  CHECK(std::get<Text>(document.blocks[4]).text == "Acme's Jane types it in.");
  CHECK(std::get<Text>(document.blocks[5]).text ==
        "#acme #orders · told by Priya · shared: lunch at Acme, Fri 20 Nov");
  CHECK(fact_of(document, "redacted") == Value(false));
}

TEST_CASE("digest: redacted to the last tag") {
  const Digest digest = redacted(sample(), no_acme());
  const DigestStory& story = digest.stories[0];
  CHECK(story.text == "Customer A prints it.\nCustomer A's somebody at customer A types it in.");
  CHECK(story.themes == std::vector<std::string>{"orders"});
  CHECK(story.customers == std::vector<std::string>{"Customer A", "Customer A Ltd"});
  CHECK(story.shared == std::vector<std::string>{"lunch at customer A, Fri 20 Nov"});
  CHECK(fact_of(document_of(digest), "redacted") == Value(true));
}

TEST_CASE("digest: letters go on behind Z") {
  CHECK(neutral_name(0) == "customer A");
  CHECK(neutral_name(25) == "customer Z");
  CHECK(neutral_name(26) == "customer AA");
  CHECK(neutral_name(701) == "customer ZZ");
  CHECK(neutral_name(702) == "customer AAA");
}

}  // namespace rapport
