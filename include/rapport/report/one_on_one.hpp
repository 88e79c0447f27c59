#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/loops.hpp"
#include "rapport/domain/review.hpp"
#include "rapport/domain/signals.hpp"
#include "rapport/domain/story.hpp"
#include "rapport/report/breadth.hpp"
#include "rapport/report/lines.hpp"
#include "rapport/report/showstoppers.hpp"
#include "rapport/report/signals.hpp"

namespace rapport {

/// From when on things are new to the two who meet.
struct Since {
  Date day{};
  std::optional<Moment> after;   ///< when the last 1:1 was recorded; else everything of `day` too
  std::optional<Review> review;  ///< the last 1:1, unless another day was asked for
  bool was_asked = false;        ///< the day was asked for
  bool is_saved = false;         ///< the 1:1 of this page is recorded

  /// True for what happened, or was written down, since then.
  bool is_new(const Moment& moment) const;
};

/// A customer whom another PM met too.
struct SeenByTeam {
  std::string customer;
  std::string pm;
  Date last{};
  int talks = 0;
};

/// What a 1:1 looks at beside the cadence, all of one PM and without anything private. The book's
/// customers must be all there are.
struct OneOnOneFacts {
  Since since;
  std::vector<Interaction> talks;   ///< of 52 weeks at least, any status and loop, by start
  std::vector<Learning> learnings;  ///< of these
  std::vector<Promise> promises;
  std::vector<Story> stories;
  std::vector<Share> shares;
  std::vector<Action> actions;
  ShowstopperReport showstoppers;  ///< open ones, and resolved ones not told
  std::vector<FollowUp> follow_ups;
  std::vector<SeenByTeam> team;       ///< in the time since
  std::vector<AwaitedOutcome> loops;  ///< what this PM settled and has to tell, told or not
  People people;
  Numbering numbering = {};
};

/// A question that the data raises, and from what.
struct Question {
  std::string text;
  std::string from;
  std::string key = {};  ///< "overdue 3": the same in the next 1:1 if it is still open
};

/// Somebody who waits to hear of something.
struct WaitingToHear {
  std::string who;
  std::string what;  ///< "idea #3 Bulk import"
  std::string outcome;
  std::string has_become;  ///< "has shipped"
  Date settled{};
};

/// Something learned in a talk, and a talk with all that was learned in it.
struct HeardLearning {
  std::optional<LearningType> type;
  std::string text;
  std::vector<std::string> themes;
  bool second_hand = false;
};
struct MetTalk {
  TalkLine talk;
  std::optional<Mood> mood;
  std::vector<std::string> people;
  std::vector<HeardLearning> heard;
};

/// True for a live one that was held; an e-mail is none, nor is what was called off.
bool is_talk(const MetTalk& met);

/// A promise or a story, with the names of the customers that it speaks of.
struct MadePromise {
  Promise promise;
  std::vector<std::string> customers;
};
struct ToldStory {
  Story story;
  std::vector<std::string> customers;
  int shared = 0;  ///< how often
};

/// A talk that was hard, and whether they were spoken to since.
struct RoughTalk {
  std::int64_t number = 0;
  Date day{};
  std::vector<std::string> customers;
  std::string note;           ///< empty where none was written, or it is private
  std::optional<Date> again;  ///< the next contact with any of them
};

/// How often specific things were asked for, against how often somebody said why.
struct LearningBalance {
  int requests = 0;
  int needs = 0;  ///< needs, pains and workarounds
};

/// How the time since the last 1:1 went.
struct SinceThen {
  std::vector<WeekLine> weeks;  ///< the one of that day and those since, the running one too
  int met = 0;                  ///< of the closed ones
  int counted = 0;              ///< closed ones that were met or missed
  std::int64_t talks = 0;       ///< live ones, with anybody
  std::int64_t learned = 0;     ///< of these, in which something was learned
  int customers = 0;
  int new_customers = 0;                    ///< of these, not met in the year before
  std::optional<std::int64_t> days_to_log;  ///< median, from the talk to the entry
};

/// Everything since the last 1:1 on one page, for both to look at.
struct OneOnOneReport : WeekStanding {
  Since since = {};
  std::vector<WeekLine> weeks = {};  ///< 13, oldest first, ending with the running one
  SinceThen since_then = {};
  std::vector<SeenByTeam> team = {};
  std::vector<ChartPoint> onboarding = {};  ///< the way to what is asked first; empty once long met
  std::vector<MetTalk> met = {};            ///< held or not, in the loop `customer`
  std::vector<MetTalk> listened = {};       ///< in the loop `colleague`
  std::vector<MetTalk> used = {};           ///< in the loop `self`
  std::vector<RoughTalk> rough = {};        ///< since then, and of the 13 weeks where none followed
  std::vector<std::string> changed = {};    ///< late and edited entries about the time before
  std::vector<TalkLine> planned = {};       ///< from today on
  std::vector<TalkLine> to_confirm = {};    ///< plans of the past
  LearningBalance recent = {};
  LearningBalance quarter = {};
  std::vector<MadePromise> promises = {};   ///< open ones, the most urgent first, then those kept
  std::vector<WaitingToHear> to_tell = {};  ///< the longest first
  Closure closed = {};                      ///< of what was settled in the 13 weeks
  Closure closed_ever = {};
  std::vector<ToldStory> stories = {};  ///< told since, or not shared yet
  std::vector<Action> actions = {};     ///< open, and done since
  Breadth breadth = {};
  SignalsReport signals = {};
  std::vector<Question> questions = {};  ///< three
  Numbering numbering = {};
};

OneOnOneReport build_one_on_one(const Cadence& cadence, const OneOnOneFacts& facts);

/// The three questions most worth asking. Each rule that finds something gives one.
std::vector<Question> questions_of(const OneOnOneReport& report);

Document document_of(const OneOnOneReport& report);

}  // namespace rapport
