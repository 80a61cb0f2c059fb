#include "tests/cases/play.h"

#include <unistd.h>

namespace cs::cases {
namespace {

Path scratch(const std::string& name) {
  std::error_code error;
  const Path memory = "/dev/shm";
  const Path root = std::filesystem::is_directory(memory, error) ? memory : std::filesystem::temp_directory_path();
  return root / ("countersign-case-" + name + "-" + std::to_string(::getpid()));
}

}  // namespace

Result<std::string> play(const Story& story, bool empty_register) {
  const Path directory = scratch(story.slug + (empty_register ? "-empty" : ""));
  CS_TRY_VOID(make_directories(directory));
  World world(directory, empty_register);
  CS_TRY(givens, read_world(Path(CS_SOURCE_DIR) / "tests/cases/worlds" / (story.world + ".world")));
  for (const Sentence& sentence : givens) CS_TRY_VOID(world.given(sentence));
  bool begun = false;
  for (const Sentence& sentence : story.sentences) {
    if (sentence.part == Part::kGiven) {
      if (begun) return malformed(sentence.where + ": given after when");
      CS_TRY_VOID(world.given(sentence));
      continue;
    }
    if (!begun) CS_TRY_VOID(world.begin());
    begun = true;
    CS_TRY_VOID(sentence.part == Part::kWhen ? world.when(sentence) : world.then(sentence));
  }
  std::string transcript = world.transcript();
  CS_TRY_VOID(world.finish());
  return transcript;
}

}  // namespace cs::cases
