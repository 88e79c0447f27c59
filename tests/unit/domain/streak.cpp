#include "book.hpp"

namespace rapport {
namespace {

/// M met, x missed, P paused, p partial, o on pace, b behind.
StreakResult play(std::string_view letters) {
  std::vector<State> states;
  for (const char letter : letters) switch (letter) {
      case 'M':
        states.push_back(State::met);
        break;
      case 'x':
        states.push_back(State::missed);
        break;
      case 'P':
        states.push_back(State::paused);
        break;
      case 'p':
        states.push_back(State::partial);
        break;
      case 'b':
        states.push_back(State::behind);
        break;
      default:
        states.push_back(State::on_pace);
    }
  return streak_of(states);
}

int streak(std::string_view letters) { return play(letters).streak.streak; }

std::string forgiven(std::string_view letters) {
  std::string marks;
  for (const bool is : play(letters).forgiven) marks += is ? '~' : '.';
  return marks;
}

}  // namespace

TEST_CASE("streak: every met week adds one, and nothing is not a streak") {
  CHECK(streak("") == 0);
  CHECK(streak("M") == 1);
  CHECK(streak("MMM") == 3);
}

TEST_CASE("streak: one miss is forgiven after four met weeks and adds nothing") {
  CHECK(streak("MMMMxMM") == 6);
  CHECK(forgiven("MMMMxMM") == "....~..");
  CHECK(streak("MMMMx") == 4);
  CHECK(forgiven("MMMMx") == "....~");
}

TEST_CASE("streak: a second miss within four judged weeks breaks it") {
  CHECK(streak("MMMMxMx") == 0);
  CHECK(forgiven("MMMMxMx") == "....~..");
  CHECK(streak("MMMMxx") == 0);
  CHECK(streak("MMMMxMMMx") == 0);
  CHECK(streak("MMMMxMMMMx") == 8);
}

TEST_CASE("streak: fewer than four met weeks forgive nothing") {
  CHECK(streak("MMxMx") == 0);
  CHECK(forgiven("MMxMx") == ".....");
  CHECK(streak("MMMx") == 0);
  CHECK(streak("MMMxM") == 1);
}

TEST_CASE("streak: paused and partial weeks are transparent") {
  CHECK(streak("MMPMMxM") == 5);
  CHECK(forgiven("MMPMMxM") == ".....~.");
  CHECK(streak("MMpMMxM") == 5);
  CHECK(streak("PMP") == 1);
}

TEST_CASE("streak: a running week that is not met yet changes nothing") {
  CHECK(streak("MMMo") == 3);
  CHECK(streak("MMMb") == 3);
}

TEST_CASE("hit rate: met of the last thirteen that were met or missed") {
  CHECK(play("").streak == Streak{});
  CHECK(play("MMx").streak == Streak{.streak = 0, .met = 2, .judged = 3});
  CHECK(play("xxxMMMMMMMMMMxMM").streak == Streak{.streak = 12, .met = 12, .judged = 13});
  CHECK(play("MxPpMo").streak == Streak{.streak = 1, .met = 2, .judged = 3});
}

}  // namespace rapport
