// model show, train, calibrate, compare: matching models, offline.
#include "app/command_line.h"
#include "app/model_file.h"
#include "app/option_words.h"
#include "evaluation/calibration.h"
#include "evaluation/train.h"

namespace cs::app {
namespace {

using codec::Value;

struct ModelWords {
  std::string model, other, directory, lines, truth, out, text, calibration, note = "synthetic people", method = "counts";
  std::uint64_t seed = 1;
  int threads = 0;
  bool json = false;
};

Result<match::Model> model_or_built_in(const std::string& path) {
  if (path.empty()) return match::Model::built_in();
  return read_model(path);
}

Result<void> write_model(const ModelWords& words, const match::Model& model) {
  if (!words.out.empty()) CS_TRY_VOID(write_file_durable(words.out, model.bytes()));
  if (!words.text.empty()) CS_TRY_VOID(write_file_durable(words.text, as_bytes(model.text())));
  return {};
}

Result<int> show(const ModelWords& words) {
  CS_TRY_VOID(files_apart({words.model}, {words.out, words.text}));
  CS_TRY(model, model_or_built_in(words.model));
  CS_TRY_VOID(write_model(words, model));
  if (words.json) print_json(Value(codec::Record{{"model", Value(digest_text(model.digest()))}, {"training", Value(model.training())},
      {"fits_this_build", Value(model.check_tables().ok())}}));
  else print_line("model " + digest_text(model.digest()) + (model.check_tables() ? "" : "\nmade for other tables than this build's")
      + "\n" + model.text());
  return kExitDone;
}

Result<int> train(const ModelWords& words) {
  if (words.method != "counts" && words.method != "em") return usage_fault("--method is counts or em");
  CS_TRY_VOID(files_apart({words.model, words.lines, words.truth}, {words.out, words.text}));
  CS_TRY(from, model_or_built_in(words.model));
  CS_TRY(trained, evaluation::train({words.directory, words.lines, words.truth, words.method == "em", words.seed, words.note}, from));
  CS_TRY_VOID(write_model(words, trained.model));
  print_line("trained   on " + std::to_string(trained.true_pairs) + " true and " + std::to_string(trained.random_pairs)
      + " random pairs; EM took " +
             std::to_string(trained.rounds) + " rounds and finds a share of " + std::to_string(trained.em_share) + " true");
  if (!trained.differs_at.empty()) print_line("counts and EM differ most at " + trained.differs_at + ", by "
      + std::to_string(trained.differs_most) + " bits");
  print_line("model     " + digest_text(trained.model.digest()));
  return kExitDone;
}

Result<int> calibrate(const ModelWords& words) {
  CS_TRY(threads, thread_count(words.threads));
  CS_TRY_VOID(files_apart({words.model, words.lines, words.truth}, {words.out}));
  CS_TRY(model, model_or_built_in(words.model));
  CS_TRY(bins, evaluation::calibrate(words.directory, words.lines, words.truth, model, threads));
  CS_TRY_VOID(write_file_durable(words.out, as_bytes(evaluation::calibration_csv(bins))));
  return kExitDone;
}

Result<int> compare(const ModelWords& words) {
  CS_TRY(threads, thread_count(words.threads));
  CS_TRY_VOID(files_apart({words.model, words.other, words.lines}, {words.out}));
  CS_TRY(left, model_or_built_in(words.model));
  CS_TRY(right, model_or_built_in(words.other));
  CS_TRY(compared, evaluation::compare_models(words.directory, words.lines, left, right, threads));
  if (!words.out.empty()) CS_TRY_VOID(write_file_durable(words.out, as_bytes(compared.ndjson), 0600));
  print_line(std::to_string(compared.lines) + " lines: " + std::to_string(compared.other_answer) + " with another answer, " +
             std::to_string(compared.other_weight) + " with another weight");
  return kExitDone;
}

}  // namespace

void add_model_verbs(CommandLine& line) {
  const auto words = std::make_shared<ModelWords>();
  CLI::App* group = line.group("model", "matching models: weights, effects and limits, named by a digest");
  CLI::App* shown = line.verb(group, "show", "prints a model and its digest; also turns one form into the other",
      "model show --out default.model");
  shown->add_option("--model", words->model, "a .model file or its .csv twin (default: the one that is compiled in)");
  shown->add_option("--out", words->out, "write its canonical bytes");
  shown->add_option("--text", words->text, "write its readable twin (CSV)");
  shown->add_flag("--json", words->json, "its digest as JSON");
  line.runs(shown, [words] { return show(*words); });

  const auto world = [&](CLI::App* verb) {
    verb->add_option("--register", words->directory, "the register's directory")->required();
    verb->add_option("--lines", words->lines, "lines (CSV), as of evaluate")->required();
  };
  CLI::App* trained = line.verb(group, "train", "fits the weights on synthetic lines with their truth; effects and limits stay",
                                "model train --register r --lines lines.csv --truth truth.csv --out new.model");
  world(trained);
  trained->add_option("--truth", words->truth, "request_id,expected,register_id (CSV)")->required();
  trained->add_option("--model", words->model, "effects and limits from here (default: the one that is compiled in)");
  trained->add_option("--method", words->method, "counts against the truth, or em (without it)");
  trained->add_option("--seed", words->seed, "of the random pairs");
  trained->add_option("--note", words->note, "what it is fitted on, kept in the model");
  trained->add_option("--out", words->out, "the new model's canonical bytes");
  trained->add_option("--text", words->text, "its readable twin (CSV)");
  line.runs(trained, [words] { return train(*words); });

  CLI::App* calibrated = line.verb(group, "calibrate", "shares of right candidates in 64 bins of weight, with exact limits",
                                   "model calibrate --register r --lines lines.csv --truth truth.csv --out bins.csv");
  world(calibrated);
  calibrated->add_option("--truth", words->truth, "request_id,expected,register_id (CSV)")->required();
  calibrated->add_option("--model", words->model, "a model (default: the one that is compiled in)");
  calibrated->add_option("--out", words->out, "the bins (CSV)")->required();
  calibrated->add_option("--threads", words->threads, "how many (default: all cores)");
  line.runs(calibrated, [words] { return calibrate(*words); });

  CLI::App* compared = line.verb(group, "compare", "two models on one file of lines: where they differ",
      "model compare --right new.model --register r --lines lines.csv --out differ.ndjson");
  world(compared);
  compared->add_option("--left", words->model, "a model (default: the one that is compiled in)");
  compared->add_option("--right", words->other, "the other")->required();
  compared->add_option("--out", words->out, "the lines that differ, as evaluate --explain tells them (NDJSON)");
  compared->add_option("--threads", words->threads, "how many (default: all cores)");
  line.runs(compared, [words] { return compare(*words); });
}

}  // namespace cs::app
