// population make: synthetic people, lines, orders and an agreement kit, with their truth.
#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "app/option_words.h"
#include "match/model.h"
#include "population/population.h"

namespace cs::app {
namespace {

struct PopulationWords {
  std::uint64_t people = 0, rows = 0, lines = 0, seed = 1;
  std::string as_of, out, mix = "natural", error_scale = "1", kit = "yes", progress = "auto";
  std::uint32_t zips = 0;
  int threads = 0;
  bool json = false;
};

Result<std::uint32_t> error_percent(const std::string& text) {
  if (text == "0") return 0u;
  if (text == "0.5") return 50u;
  if (text == "1") return 100u;
  if (text == "2") return 200u;
  return usage_fault("--error-scale: 0, 0.5, 1 or 2, not \"" + text + "\"");
}

Result<int> make(const PopulationWords& words) {
  population::Options options;
  if (words.people != 0) options.people = words.people;
  if (words.rows != 0) options.rows = words.rows;
  options.lines = words.lines;
  options.seed = words.seed;
  CS_TRY(as_of, time_or_now(words.as_of));
  options.as_of = as_of;
  options.out = words.out;
  CS_TRY(mix, population::parse_mix(words.mix));
  options.mix = mix;
  CS_TRY(percent, error_percent(words.error_scale));
  options.error_percent = percent;
  options.zips = words.zips;
  CS_TRY(threads, thread_count(words.threads));
  options.threads = threads;
  CS_TRY(kit, yes_or_no("--kit", words.kit));
  options.kit = kit;
  options.model = match::Model::built_in().digest();
  CS_TRY(progress, progress_of(words.progress, "rows"));
  CS_TRY(manifest, population::make_population(options, progress));
  if (words.json) std::fputs(manifest.json().c_str(), stdout);
  else print_line("made      " + std::to_string(manifest.people) + " people in " + std::to_string(manifest.rows) + " rows, " + std::to_string(words.lines) + " lines, in " + words.out);
  return kExitDone;
}

}  // namespace

void add_population_verbs(CommandLine& line) {
  CLI::App* group = line.group("population", "synthetic people");
  auto words = std::make_shared<PopulationWords>();
  CLI::App* made = line.verb(group, "make", "makes people, lines, orders and an agreement kit, all invented, with their truth",
                             "population make --people 200000 --lines 10000 --seed 1 --as-of 2026-09-01T00:00:00Z --out world");
  made->add_option("--people", words->people, "registered people, 1,000 to 160,000,000");
  made->add_option("--rows", words->rows, "or rows of people.csv");
  made->add_option("--lines", words->lines, "lines of requests");
  made->add_option("--seed", words->seed, "any number; the same seed gives the same bytes");
  made->add_option("--as-of", words->as_of, "fixes every date")->required();
  made->add_option("--out", words->out, "the directory to make")->required();
  made->add_option("--mix", words->mix, "natural, traps or negatives");
  made->add_option("--error-scale", words->error_scale, "0, 0.5, 1 or 2");
  made->add_option("--zips", words->zips, "how many ZIPs (default: people / 250)");
  made->add_option("--threads", words->threads, "how many (default: all cores); the bytes are the same for any number");
  made->add_option("--kit", words->kit, "yes or no: orders and agreement kit");
  made->add_option("--progress", words->progress, "auto, lines or none");
  made->add_flag("--json", words->json, "the manifest on standard output");
  line.runs(made, [words] { return make(*words); });
}

}  // namespace cs::app
