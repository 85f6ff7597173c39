#include "lonely/leans.h"

#include <string>

std::string lonely::name() { return "lonely"; }
