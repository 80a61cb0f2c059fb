#include "base/embedded.h"
#include "population/tables.h"

namespace cs::population {
namespace {

CS_EMBEDDED_TABLE(population_agreement_terms)
CS_EMBEDDED_TABLE(population_assumed)
CS_EMBEDDED_TABLE(population_city_aliases)
CS_EMBEDDED_TABLE(population_clerk_terms)
CS_EMBEDDED_TABLE(population_close_names)
CS_EMBEDDED_TABLE(population_forms)
CS_EMBEDDED_TABLE(population_given_cohorts)
CS_EMBEDDED_TABLE(population_given_names)
CS_EMBEDDED_TABLE(population_kit_keys)
CS_EMBEDDED_TABLE(population_mix)
CS_EMBEDDED_TABLE(population_native_names)
CS_EMBEDDED_TABLE(population_nicknames)
CS_EMBEDDED_TABLE(population_placeholders)
CS_EMBEDDED_TABLE(population_puerto_rico)
CS_EMBEDDED_TABLE(population_short_forms)
CS_EMBEDDED_TABLE(population_short_forms_by_hand)
CS_EMBEDDED_TABLE(population_street_names)
CS_EMBEDDED_TABLE(population_street_types)
CS_EMBEDDED_TABLE(population_street_words)
CS_EMBEDDED_TABLE(population_surnames)
CS_EMBEDDED_TABLE(population_typing_errors)
CS_EMBEDDED_TABLE(population_zips_0_to_4)
CS_EMBEDDED_TABLE(population_zips_5_to_9)

}  // namespace

std::vector<Source> sources() {
  return {{"agreement_terms", embedded_population_agreement_terms()}, {"assumed", embedded_population_assumed()},
          {"city_aliases", embedded_population_city_aliases()}, {"clerk_terms", embedded_population_clerk_terms()},
          {"close_names", embedded_population_close_names()}, {"forms", embedded_population_forms()},
          {"given_cohorts", embedded_population_given_cohorts()},
          {"given_names", embedded_population_given_names()}, {"kit_keys", embedded_population_kit_keys()},
          {"mix", embedded_population_mix()}, {"native_names", embedded_population_native_names()}, {"nicknames", embedded_population_nicknames()},
          {"placeholders", embedded_population_placeholders()}, {"puerto_rico", embedded_population_puerto_rico()},
          {"short_forms", embedded_population_short_forms()}, {"short_forms_by_hand", embedded_population_short_forms_by_hand()},
          {"street_names", embedded_population_street_names()}, {"street_types", embedded_population_street_types()},
          {"street_words", embedded_population_street_words()}, {"surnames", embedded_population_surnames()},
          {"typing_errors", embedded_population_typing_errors()}, {"zips_0_to_4", embedded_population_zips_0_to_4()},
          {"zips_5_to_9", embedded_population_zips_5_to_9()}};
}

}  // namespace cs::population
